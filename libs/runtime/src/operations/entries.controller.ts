// The entries of a ledger as they are: bytes that anybody can check without us.
import { Readable } from 'node:stream';
import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type EventLog } from '@ledger/event-log';
import { ViewError } from '@ledger/read-store';
import { Runtime } from '../runtime.js';

const entriesPerRead = 1_000;
const lineEnd = Buffer.from('\n');

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
    const lines = Readable.from(linesOf(log, ledger, head), { objectMode: false });
    return new StreamableFile(lines, { type: 'application/jsonl' });
  }
}

/** Up to the entry that was the last when it began, so that an export of a busy ledger ends. */
async function* linesOf(log: EventLog, ledger: string, head: number): AsyncIterable<Buffer> {
  for (let from = 1; from <= head;) {
    const records = await log.read(ledger, from, Math.min(entriesPerRead, head - from + 1));
    if (records.length === 0) throw new Error(`${ledger} ends before its entry ${head}`);
    yield Buffer.concat(records.flatMap(({ bytes }) => [bytes, lineEnd]));
    from += records.length;
  }
}
