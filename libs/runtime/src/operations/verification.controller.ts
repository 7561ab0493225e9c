// A ledger proves itself: the answer is a stream of JSON lines, progress first, the report last.
import { Controller, Get, Param, Req, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@ledger/openapi';
import { ViewError } from '@ledger/read-store';
import { type FastifyRequest } from 'fastify';
import { type Language } from '@ledger/ledger';
import { Runtime } from '../runtime.js';
import { type VerifyReport, verifyLedger } from '../verify/verify-ledger.js';
import { type LastWords, lastWords } from './last-words.js';
import { LineStream } from './line-stream.js';

export type VerificationLine =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: VerifyReport }
  /** It could not be carried out; nothing is said about the ledger. */
  | ({ readonly kind: 'problem' } & LastWords);

@ApiTags('operations')
@Controller('v1/ledgers/:ledger/verification')
export class VerificationController {
  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({
    summary: 'Check sequence, versions, chain, money, read models and key; answers with progress',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' } })
  async verify(
    @Param('ledger') ledger: string,
    @Req() { language }: Pick<FastifyRequest, 'language'>,
  ): Promise<StreamableFile> {
    const { log } = this.runtime.parts;
    if ((await log.head(ledger)) === 0) {
      throw new ViewError('ledger-not-found', `there is no ledger ${ledger}`, { ledger });
    }
    const lines = new LineStream<VerificationLine>();
    const write = (line: VerificationLine): void => lines.write(line);
    void this.run(ledger, language, write).finally(() => lines.end());
    return lines.answer;
  }

  /** Never rejects: the status line has been sent, so a failure is the stream's last line. */
  private async run(
    ledger: string,
    language: Language,
    write: (line: VerificationLine) => void,
  ): Promise<void> {
    const { log, keys, slices, readStore: store, openScratch } = this.runtime.parts;
    try {
      const scratch = await openScratch();
      try {
        const onProgress = (done: number, total: number): void => {
          this.runtime.isLeaving.throwIfAborted();
          write({ kind: 'progress', done, total });
        };
        const report = await verifyLedger({
          ...{ log, keys, ledger, slices },
          ...{ store, scratch, onProgress },
        });
        write({ kind: 'report', report });
      } finally {
        await scratch.close();
      }
    } catch (error) {
      write({ kind: 'problem', ...lastWords(error, language) });
    }
  }
}
