// Routes over real HTTP, as rows of a table: what they take and send on, what they refuse, what a list tells and where
// its next page goes on. Each slice with a list brings its rows.
import { Module, type Provider, type Type, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandHandler, CqrsModule, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type Command,
  type Entry,
  type Projection,
  type Slice,
  SubmitCommand,
} from '@ledger/ledger';
import { ReadModels } from '@ledger/read-store';
import { readModelsOf } from './testing.js';

export const acknowledged = {
  ledger: 'acme',
  subject: 'x/y',
  version: 1,
  sequence: 1,
  entries: 1,
};

@CommandHandler(SubmitCommand)
class Submitted implements ICommandHandler<SubmitCommand> {
  readonly commands: Command[] = [];

  async execute({ submission }: SubmitCommand): Promise<typeof acknowledged> {
    this.commands.push(submission.command);
    return acknowledged;
  }
}

@Module({})
class RoutesModule {}

export type Routes = {
  /** Below `/v1/ledgers`. */
  readonly path: string;
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  readonly projections: readonly Projection[];
  readonly entries: readonly Entry[];
};

type Answer = {
  readonly status: number;
  readonly etag: string | null;
  readonly body: { readonly [field: string]: unknown };
};

export type Edge = {
  /** What routes sent on since the test began, as it would go over the wire. */
  sent(): readonly Command[];
  post(path: string, body: object): Promise<Answer>;
  get(path: string): Promise<Answer>;
  ask(query: object): Promise<unknown>;
};

/** Serves the routes while the specs of this file run. */
export function edgeOf({ path, controllers, providers, projections, entries }: Routes): Edge {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const adapter = new FastifyAdapter();
    const sender = {
      actor: 'user/u-7',
      assurance: 'stated',
      idempotencyKey: 'k',
      correlationId: 'c',
    };
    adapter
      .getInstance()
      .addHook('onRequest', async (request) => void Object.assign(request, { sender }));
    const module = {
      module: RoutesModule,
      imports: [CqrsModule.forRoot()],
      controllers: [...controllers],
      providers: [
        Submitted,
        ...providers,
        { provide: ReadModels, useFactory: () => readModelsOf(projections, entries) },
      ],
    };
    app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
    const strict = { transform: true, whitelist: true, forbidNonWhitelisted: true };
    app.useGlobalPipes(new ValidationPipe(strict));
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/v1/ledgers${path}`;
  });

  afterAll(() => app.close());

  beforeEach(() => {
    app.get(Submitted).commands.length = 0;
  });

  const request = async (at: string, init?: RequestInit): Promise<Answer> => {
    const answer = await fetch(url + at, init);
    const body = (await answer.json()) as Answer['body'];
    return { status: answer.status, etag: answer.headers.get('etag'), body };
  };
  const headers = { 'content-type': 'application/json' };
  return {
    sent: () => JSON.parse(JSON.stringify(app.get(Submitted).commands)) as readonly Command[],
    post: (at, body) => request(at, { method: 'POST', headers, body: JSON.stringify(body) }),
    get: (at) => request(at),
    ask: (query) => app.get(QueryBus).execute(query),
  };
}

export type RouteRows = {
  readonly slice: Slice;
  /** What the paths of `takes` are about. */
  readonly subject: string;
  /** Path, command and body: the command carries the body as it is. */
  readonly takes: readonly (readonly [string, string, object])[];
  /** Path and body. */
  readonly refuses: readonly (readonly [string, object])[];
  readonly personal: Slice['personal'];
};

export function recordingContract(edge: Edge, { slice, subject, ...rows }: RouteRows): void {
  describe('the routes that record', () => {
    it.each(rows.takes)('POST %s sends %s', async (path, type, data) => {
      const { status, body } = await edge.post(path, data);
      expect({ status, body }).toEqual({ status: 200, body: acknowledged });
      expect(edge.sent()).toEqual([{ type, ledger: 'acme', subject, data }]);
      expect(slice.commands).toContain(type);
    });

    it.each(rows.refuses)('POST %s refuses %j and sends nothing', async (path, body) => {
      expect((await edge.post(path, body)).status).toBe(400);
      expect(edge.sent()).toEqual([]);
    });

    it('have sealed what may hold names, and nothing else', () => {
      expect(slice.personal).toEqual(rows.personal);
    });
  });
}

export type ListRows = {
  /** What the answer calls its list, and the id in each row. */
  readonly list: string;
  readonly id: string;
  /** Query and the ids that it lists. */
  readonly lists: readonly (readonly [string, readonly string[]])[];
  /** The same, of a list that takes two pages of so many rows. */
  readonly pages: readonly [string, readonly string[], number];
  readonly refuses: readonly string[];
  /** Queries that name what is not there, and the refusals. */
  readonly unknown: readonly (readonly [
    object,
    { readonly rule: string; readonly detail: object },
  ])[];
};

export function listContract(edge: Edge, { list, id, ...rows }: ListRows): void {
  const listed = async (query: string): Promise<{ ids: readonly unknown[]; cursor: unknown }> => {
    const { body } = await edge.get(query);
    const found = body[list] as readonly { readonly [field: string]: unknown }[];
    return { ids: found.map((row) => row[id]), cursor: body['cursor'] };
  };

  describe(`the list of ${list}`, () => {
    it.each(rows.lists)('%s', async (query, ids) => {
      expect(await listed(query)).toEqual({ ids, cursor: undefined });
    });

    it('goes on where the page before ended', async () => {
      const [query, ids, limit] = rows.pages;
      const first = await listed(`${query}&limit=${limit}`);
      const cursor = encodeURIComponent(String(first.cursor));
      const second = await listed(`${query}&limit=${limit}&cursor=${cursor}`);
      expect(first.ids).toEqual(ids.slice(0, limit));
      expect(second).toEqual({ ids: ids.slice(limit), cursor: undefined });
    });

    it.each(['?limit=0', '?limit=1001', '?limit=ten', '?after=-1', '?colour=red', ...rows.refuses])(
      'refuses %s',
      async (query) => {
        expect((await edge.get(query)).status).toBe(400);
      },
    );

    it('waits for the entry that it is asked to show', async () => {
      expect((await edge.get('?after=999')).body['truth']).toMatchObject({ sequence: 999 });
    });

    it.each(rows.unknown)('refuses what is not there: %j %j', async (query, refusal) => {
      await expect(edge.ask(query)).rejects.toMatchObject(refusal);
    });
  });
}
