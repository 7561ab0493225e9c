// What other services read from a ledger: its entries, a page at a time or as they come.
import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@ledger/openapi';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EntriesQuery, EntryStreamQuery } from './asked.js';
import { entryPieces } from './entry-stream.js';
import { demandSeen, resumedFrom } from './last-event.js';
import { entryPage, pageJson, pageLines } from './page.js';
import { Subscriptions } from './subscriptions.js';
import { reject } from './refusals.js';

const jsonLines = 'application/x-ndjson';
const pageSchema = {
  type: 'object',
  required: ['entries', 'next', 'head'],
  properties: {
    entries: {
      type: 'array',
      items: { type: 'object' },
      description: 'CloudEvents, byte for byte as they were recorded',
    },
    next: {
      type: ['integer', 'null'],
      description: 'from of the next page; null where this one reaches the head',
    },
    head: { type: 'integer', description: "The ledger's last sequence" },
  },
};

@ApiTags('entries')
@Controller('v1/ledgers/:ledger/entries')
export class SubscriptionsController {
  constructor(private readonly subscriptions: Subscriptions) {}

  @Get()
  @ApiOperation({ summary: 'A page of entries, byte for byte' })
  @ApiOkResponse({
    description: `Asked for as ${jsonLines} it has one entry a line, and next and head in headers`,
    headers: {
      'Sales-Ledger-Head': { schema: { type: 'integer' } },
      'Sales-Ledger-Next': { schema: { type: 'integer' } },
    },
    content: {
      'application/json': { schema: pageSchema },
      [jsonLines]: { schema: { type: 'string' } },
    },
  })
  async page(
    @Param('ledger') ledger: string,
    @Query() { from, limit }: EntriesQuery,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.headOf(ledger);
    const page = await entryPage(this.subscriptions.log, head, { ledger, from, limit });
    const asLines = accept?.includes(jsonLines) ?? false;
    void reply.headers({
      'content-type': asLines ? jsonLines : 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'accept',
      'sales-ledger-head': head,
      ...(page.next === undefined ? {} : { 'sales-ledger-next': page.next }),
    });
    // Bytes pass the edge as they are: sealed fields stay sealed, and nothing is written anew.
    await reply.send(asLines ? pageLines(page) : pageJson(page));
  }

  @Get('stream')
  @ApiOperation({
    summary: 'Entries as server-sent events: those that are there, then those to come',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    example: '184',
    description: 'Goes on after this sequence; browsers send it when they come back',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    description: 'Events named entry; id is the sequence, data the entry byte for byte',
    schema: { type: 'string' },
  })
  async stream(
    @Param('ledger') ledger: string,
    @Query() { from }: EntryStreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const first = resumedFrom(lastEventId, from);
    demandSeen(lastEventId, first, await this.headOf(ledger));
    const { log, news, streams } = this.subscriptions;
    await streams.serve({ request, reply }, (signal) =>
      entryPieces({ log, news, ledger }, first, signal),
    );
  }

  /** @throws Rejection where there is no such ledger */
  private async headOf(ledger: string): Promise<number> {
    const head = await this.subscriptions.log.head(ledger);
    if (head === 0) throw reject('ledger-not-found', { ledger });
    return head;
  }
}
