// The entries of a ledger as they are: bytes that anybody can check without us.
import { Readable } from 'node:stream';
import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@ledger/openapi';
import { ViewError } from '@ledger/read-store';
import { entryLines } from '../moving/entry-lines.js';
import { Runtime } from '../runtime.js';

@ApiTags('operations')
@Controller('v1/ledgers/:ledger/entries.jsonl')
export class EntriesController {
  constructor(private readonly runtime: Runtime) {}

  @Get()
  @ApiOperation({ summary: 'All entries, byte for byte, one a line' })
  @ApiProduces('application/jsonl')
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(@Param('ledger') ledger: string): Promise<StreamableFile> {
    const { log } = this.runtime.parts;
    const head = await log.head(ledger);
    if (head === 0) {
      throw new ViewError('ledger-not-found', `there is no ledger ${ledger}`, { ledger });
    }
    const lines = Readable.from(entryLines(log, ledger, head), { objectMode: false });
    return new StreamableFile(lines, { type: 'application/jsonl' });
  }
}
