// What callers of the writer can rely on, one sentence each.
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { Logger } from '@nestjs/common';
import { type Acknowledgement, GatewayError, Rejection, firstPrevHash } from '@ledger/ledger';
import { leafHash } from '@ledger/integrity';
import { defaultWriterLimits } from './limits.js';
import {
  type FatefulLog,
  fatefulLog,
  raise,
  sent,
  standingClock,
  startedWriter,
  totalMax,
  turns,
} from './testing.js';

Logger.overrideLogger(false); // failures are provoked here

function newLog(): FatefulLog {
  return fatefulLog(memoryEventLog());
}

type WireEntry = { readonly [attribute: string]: unknown };

async function entriesOf(log: FatefulLog, ledger = 'acme'): Promise<readonly WireEntry[]> {
  const records = await log.read(ledger, 1, 10_000);
  return records.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as WireEntry);
}

/** The rule of a refusal, the code of a gateway error, or what else the promise rejects with. */
async function failureOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { unexpected: await answer };
  } catch (error) {
    if (error instanceof Rejection) return error.rule;
    return error instanceof GatewayError ? error.code : error;
  }
}

function gateOf(log: FatefulLog): () => void {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  log.pause = () => opened;
  return () => open();
}

describe('an answer', () => {
  it('tells sequence, version and number of entries', async () => {
    const writer = await startedWriter({ log: newLog() });
    const answers = [
      await writer.submit(raise('a')),
      await writer.submit(raise('b', { data: { also: ['counter/a', 'counter/b'] } })),
      await writer.submit(raise('a')),
    ];
    expect(answers).toEqual([
      { ledger: 'acme', subject: 'counter/a', version: 1, sequence: 1, entries: 1 },
      { ledger: 'acme', subject: 'counter/b', version: 2, sequence: 4, entries: 3 },
      { ledger: 'acme', subject: 'counter/a', version: 3, sequence: 5, entries: 1 },
    ]);
  });

  it('tells of a command that changes nothing, which leaves no trace and is decided afresh', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(raise('a'));
    const idle = raise('a', { data: { by: 0 } });
    expect(await writer.submit(idle)).toMatchObject({ version: 1, sequence: 1, entries: 0 });
    await writer.submit(raise('a'));
    expect(await writer.submit(idle)).toMatchObject({ version: 2, sequence: 2, entries: 0 });
    expect(await log.head('acme')).toBe(2);
  });
});

describe('an entry', () => {
  it('carries sequence, version, time, sender and the hash of the one before', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const sender = { actor: 'user/u-7', correlationId: 'c-1', causationId: 'acme:9' };
    const [first, second] = [raise('a', sender), raise('a')];
    await Promise.all([writer.submit(first), writer.submit(second)]);
    const [one, two] = await entriesOf(log);
    expect(one).toMatchObject({
      id: 'acme:1',
      entry: 1,
      version: 1,
      time: '2026-03-31T09:00:00.000Z',
      occurredon: '2026-03-31',
      postedon: '2026-03-31',
      actor: 'user/u-7',
      assurance: 'stated',
      commandid: first.commandId,
      commandhash: first.commandHash,
      correlationid: 'c-1',
      causationid: 'acme:9',
      prevhash: firstPrevHash,
      data: { by: 1 },
    });
    const [record] = await log.read('acme', 1, 1);
    const prevhash = leafHash(record?.bytes ?? new Uint8Array());
    expect(two).toMatchObject({ entry: 2, version: 2, commandid: second.commandId, prevhash });
    expect(two).not.toHaveProperty('causationid');
  });

  it('never has a time before the one of the entry before it', async () => {
    const log = newLog();
    const environment = standingClock();
    const writer = await startedWriter({ log, environment });
    for (const stepMs of [0, -3_600_000, 3_600_001]) {
      environment.nowMs += stepMs;
      await writer.submit(raise('a'));
    }
    const times = (await entriesOf(log)).map(({ time }) => time);
    expect(times).toEqual([
      '2026-03-31T09:00:00.000Z',
      '2026-03-31T09:00:00.000Z',
      '2026-03-31T09:00:00.001Z',
    ]);
  });
});

describe('a refusal', () => {
  it('leaves no trace and lets its neighbours pass', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(raise('a'));
    const answers = await Promise.allSettled([
      writer.submit(sent('CloseCounter', 'counter/a')),
      writer.submit(raise('a')),
      writer.submit(raise('b')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await entriesOf(log)).map(({ subject }) => subject)).toEqual([
      'counter/a',
      'counter/a',
      'counter/b',
    ]);
  });

  it('may come from a guard over other subjects in the same batch', async () => {
    const writer = await startedWriter({ log: newLog() });
    const all = writer.submit(raise('a', { data: { by: totalMax } }));
    expect(await failureOf(writer.submit(raise('b')))).toBe('total-too-high');
    expect(await all).toMatchObject({ entries: 1 });
  });

  it.each([
    [0, 'version-conflict'],
    [2, 'version-conflict'],
    [9, 'version-conflict'],
  ])(
    'version-conflict where version %i is expected of a subject at 1',
    async (expectedVersion, rule) => {
      const writer = await startedWriter({ log: newLog() });
      await writer.submit(raise('a', { expectedVersion: 0 }));
      expect(await failureOf(writer.submit(raise('a', { expectedVersion })))).toBe(rule);
      expect(await writer.submit(raise('a', { expectedVersion: 1 }))).toMatchObject({ version: 2 });
    },
  );

  it('entry-too-large beyond the limit, not at it', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(raise('a', { data: { note: '' } }));
    const [record] = await log.read('acme', 1, 1);
    const room = defaultWriterLimits.entryBytesMax - (record?.bytes.length ?? 0);
    const note = 'x'.repeat(room);
    expect(await writer.submit(raise('a', { data: { note } }))).toMatchObject({ entries: 1 });
    const large = raise('a', { data: { note: `${note}x` } });
    expect(await failureOf(writer.submit(large))).toBe('entry-too-large');
    const absurd = raise('a', { data: { note: 'ü'.repeat(1_000_000) } });
    expect(await failureOf(writer.submit(absurd))).toBe('entry-too-large');
    expect(await log.head('acme')).toBe(2);
  });

  it('command-too-large where its entries together pass the limit', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const note = 'x'.repeat(60_000);
    const of = (count: number) =>
      raise('a', { data: { note, also: Array.from({ length: count - 1 }, () => 'counter/b') } });
    expect(await writer.submit(of(14))).toMatchObject({ entries: 14 });
    expect(await failureOf(writer.submit(of(15)))).toBe('command-too-large');
    expect(await failureOf(writer.submit(of(150)))).toBe('command-too-large');
    expect(await log.head('acme')).toBe(14);
  });

  it('ledger-full past the last sequence', async () => {
    const log = newLog();
    const writer = await startedWriter({ log, limits: { sequenceMax: 3 } });
    const two = raise('a', { data: { also: ['counter/b'] } });
    await writer.submit(two);
    expect(await failureOf(writer.submit(raise('a', { data: { also: ['counter/b'] } })))).toBe(
      'ledger-full',
    );
    await writer.submit(raise('a'));
    expect(await failureOf(writer.submit(raise('a')))).toBe('ledger-full');
    expect(await writer.submit(two)).toMatchObject({ sequence: 2, entries: 2 });
    expect(await log.head('acme')).toBe(3);
  });
});

describe('commands that were sent together', () => {
  const closing = sent('CloseCounter', 'counter/a').command;
  const raising = raise('a').command;

  it('are decided one above the other and recorded side by side, under one id', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const both = raise('a', { next: [closing] });
    const answer = { ledger: 'acme', subject: 'counter/a', version: 2, sequence: 2, entries: 2 };
    expect(await writer.submit(both)).toEqual(answer);
    const { commandId } = both;
    expect(await entriesOf(log)).toMatchObject([
      { type: 'sales.CounterRaised.v1', version: 1, commandid: commandId },
      { type: 'sales.CounterClosed.v1', version: 2, commandid: commandId },
    ]);
    expect(await writer.submit(both)).toEqual(answer);
    expect(await log.head('acme')).toBe(2);
  });

  it('are all refused where a rule refuses one of them', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const refused = writer.submit(raise('a', { next: [closing, raising] }));
    const neighbour = writer.submit(raise('a'));
    expect(await failureOf(refused)).toBe('counter-closed');
    expect(await neighbour).toMatchObject({ version: 1, sequence: 1 });
    expect(await log.head('acme')).toBe(1);
  });

  it('are a defect where they speak of several ledgers', async () => {
    const writer = await startedWriter({ log: newLog() });
    const foreign = { ...raising, ledger: 'other' };
    const failure = await failureOf(writer.submit(raise('a', { next: [foreign] })));
    expect(failure).toMatchObject({ message: 'other is another ledger' });
  });
});

describe('a repeated command', () => {
  it('is answered from the record, also after a restart and when its version has moved on', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const command = raise('a', { expectedVersion: 0, data: { also: ['counter/b'] } });
    const answer = await writer.submit(command);
    await writer.submit(raise('a'));
    expect(await writer.submit(command)).toEqual(answer);
    await writer.stop();
    const next = await startedWriter({ log });
    expect(await next.submit(command)).toEqual(answer);
    expect(await log.head('acme')).toBe(3);
  });

  it('is refused idempotency-key-reused with another content', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(raise('a', { idempotencyKey: 'k' }));
    const other = raise('a', { idempotencyKey: 'k', data: { by: 2 } });
    expect(await failureOf(writer.submit(other))).toBe('idempotency-key-reused');
    expect(await log.head('acme')).toBe(1);
  });

  it('shares the result of its twin in flight; with another content it is refused', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const open = gateOf(log);
    const twins = [1, 2, 3].map(() => writer.submit(raise('a', { idempotencyKey: 'k' })));
    const other = writer.submit(raise('a', { idempotencyKey: 'k', data: { by: 2 } }));
    expect(await failureOf(other)).toBe('idempotency-key-reused');
    open();
    const answers: Acknowledgement[] = await Promise.all(twins);
    expect(new Set(answers.map(({ sequence }) => sequence))).toEqual(new Set([1]));
    expect(await log.head('acme')).toBe(1);
  });

  it('is another command where key, actor or ledger differ', async () => {
    const writer = await startedWriter({ log: newLog() });
    const same = { idempotencyKey: 'k' };
    const answers = await Promise.all([
      writer.submit(raise('a', same)),
      writer.submit(raise('a', { ...same, actor: 'user/else' })),
      writer.submit(raise('a', { ...same, ledger: 'umbrella' })),
    ]);
    expect(answers.map(({ sequence }) => sequence)).toEqual([1, 2, 1]);
  });
});

describe('a defect', () => {
  it('of a decider is told to its caller only', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const [before, broken, after] = [
      writer.submit(raise('a')),
      writer.submit(sent('BreakCounter', 'counter/a')),
      writer.submit(raise('a')),
    ];
    expect(await failureOf(broken)).toBeInstanceOf(TypeError);
    expect([(await before).version, (await after).version]).toEqual([1, 2]);
  });

  it.each([
    ['ledger', raise('a', { ledger: 'Ac"me' })],
    ['subject', raise('a"')],
    ['subject', raise('a', { data: { also: ['counter/b\n'] } })],
    ['actor', raise('a', { actor: 'root' })],
    ['correlationId', raise('a', { correlationId: 'a b' })],
    ['causationId', raise('a', { causationId: '"' })],
    ['commandId', { ...raise('a'), commandId: 'c-1' }],
    ['commandHash', { ...raise('a'), commandHash: 'h' }],
  ])('of an edge that lets a malformed %s through reaches no entry', async (name, submission) => {
    const log = newLog();
    const writer = await startedWriter({ log });
    expect(await failureOf(writer.submit(submission))).toMatchObject({
      message: expect.stringContaining(`${name} is malformed`),
    });
    expect(await log.ledgers()).toEqual([]);
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 1 });
  });
});

describe('a batch', () => {
  it.each([
    [9, [9]],
    [10, [10]],
    [11, [10, 1]],
    [35, [10, 10, 10, 5]],
  ])('of %i commands waits for no other and holds at most 10 entries', async (count, batches) => {
    const log = newLog();
    const limits = { batchEntriesMax: 10, decidingMsMax: 1_000 };
    const writer = await startedWriter({ log, limits });
    await Promise.all(Array.from({ length: count }, () => writer.submit(raise('a'))));
    expect(log.batches).toEqual(batches);
  });

  it('never splits a command: what does not fit opens the next batch, alone if need be', async () => {
    const log = newLog();
    const limits = { batchEntriesMax: 3, decidingMsMax: 1_000 };
    const writer = await startedWriter({ log, limits });
    const of = (count: number) =>
      raise('a', { data: { also: Array.from({ length: count - 1 }, () => 'counter/b') } });
    await Promise.all([2, 2, 1, 5, 1].map((count) => writer.submit(of(count))));
    expect(log.batches).toEqual([2, 3, 5, 1]);
  });

  it('is bounded in bytes', async () => {
    const log = newLog();
    const writer = await startedWriter({ log, limits: { decidingMsMax: 10_000 } });
    const note = 'x'.repeat(60_000);
    await Promise.all(
      Array.from({ length: 20 }, () => writer.submit(raise('a', { data: { note } }))),
    );
    expect(log.batches).toEqual([14, 6]);
  });

  it('takes ledgers in turn', async () => {
    const log = newLog();
    const limits = { batchEntriesMax: 4, decidingMsMax: 1_000 };
    const writer = await startedWriter({ log, limits });
    const order: string[] = [];
    const submit = async (ledger: string): Promise<void> => {
      await writer.submit(raise('a', { ledger }));
      order.push(ledger);
    };
    const busy = Array.from({ length: 6 }, () => submit('busy'));
    await Promise.all([...busy, submit('calm'), submit('calm')]);
    expect(order.slice(0, 4).sort()).toEqual(['busy', 'busy', 'calm', 'calm']);
  });

  it('is decided while the one before commits', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const open = gateOf(log);
    const first = writer.submit(raise('a'));
    while (log.batches.length === 0) await turns(1);
    const second = [writer.submit(raise('a')), writer.submit(raise('a'))];
    open();
    await Promise.all([first, ...second]);
    expect(log.batches).toEqual([1, 2]);
  });
});

describe('a full queue', () => {
  it.each([4, 5, 6, 50])(
    'with room for 5 tells busy of %i beyond it and takes the others',
    async (count) => {
      const log = newLog();
      const writer = await startedWriter({ log, limits: { queuedPerLedgerMax: 5 } });
      const answers = await Promise.all([
        ...Array.from({ length: count }, () => failureOf(writer.submit(raise('a')))),
        failureOf(writer.submit(raise('a', { ledger: 'other' }))),
      ]);
      expect(answers.filter((answer) => answer === 'busy')).toHaveLength(Math.max(0, count - 5));
      expect(await log.head('acme')).toBe(Math.min(5, count));
      expect(await log.head('other')).toBe(1);
    },
  );
});

describe('a failed append', () => {
  it('tells all of its batch not-recorded, phantom refusals too, and decides the next one afresh', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const open = gateOf(log);
    log.fates.push('refused');
    const all = failureOf(writer.submit(raise('a', { data: { by: totalMax } })));
    const phantom = failureOf(writer.submit(raise('b')));
    while (log.batches.length === 0) await turns(1);
    const above = [writer.submit(raise('b')), writer.submit(raise('c'))];
    await turns(3);
    open();
    expect(await Promise.all([all, phantom])).toEqual(['not-recorded', 'not-recorded']);
    expect((await Promise.all(above)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await log.head('acme')).toBe(2);
  });

  it('of unknown outcome is looked up: what landed is acknowledged', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    log.fates.push('landed');
    const answers = await Promise.all([writer.submit(raise('a')), writer.submit(raise('a'))]);
    expect(answers.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 3, version: 3 });
  });

  it('of unknown outcome is looked up: what was lost is told not-recorded', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    log.fates.push('lost');
    expect(await failureOf(writer.submit(raise('a')))).toBe('not-recorded');
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 1, version: 1 });
  });

  it('that can not be looked up stalls the writer: outcome-unknown, busy, then the truth', async () => {
    const log = newLog();
    const writer = await startedWriter({ log, limits: { outcomeWaitMsMax: 20 } });
    log.fates.push('landed');
    log.isBlind = true;
    const command = raise('a');
    const unknown = failureOf(writer.submit(command));
    while (log.batches.length === 0) await turns(1);
    const waiting = failureOf(writer.submit(raise('a')));
    expect(await Promise.all([unknown, waiting])).toEqual(['outcome-unknown', 'busy']);
    expect(await failureOf(writer.submit(raise('a')))).toBe('busy');
    log.isBlind = false;
    let answer = await failureOf(writer.submit(command));
    while (answer === 'busy') {
      await turns(1);
      answer = await failureOf(writer.submit(command));
    }
    expect(answer).toMatchObject({ unexpected: { sequence: 1, entries: 1 } });
    expect(await log.head('acme')).toBe(1);
  });

  it('that only a new start can look up ends the writer, after all callers were told', async () => {
    const log = newLog();
    const fatal: unknown[] = [];
    const writer = await startedWriter({ log, onFatal: (error) => fatal.push(error) });
    log.fates.push('broken');
    const command = raise('a');
    expect(await failureOf(writer.submit(command))).toBe('outcome-unknown');
    expect(fatal).toMatchObject([{ name: 'LogError', outcome: 'unknown' }]);
    expect(await failureOf(writer.submit(raise('a')))).toBe('busy');
    await writer.stop();
    const next = await startedWriter({ log });
    expect(await next.submit(command)).toMatchObject({ sequence: 1 });
    expect(await log.head('acme')).toBe(1);
  });

  it('with a gap makes the writer read what it did not know', async () => {
    const log = newLog();
    const [one, two] = [await startedWriter({ log }), await startedWriter({ log })];
    await one.submit(raise('a'));
    const late = raise('a');
    expect(await failureOf(two.submit(late))).toBe('not-recorded');
    expect(await two.submit(late)).toMatchObject({ sequence: 2, version: 2 });
  });
});

describe('a writer that another one replaced', () => {
  it.each([
    { fate: 'landed' as const, answer: { unexpected: { sequence: 1, entries: 1 } } },
    { fate: 'lost' as const, answer: 'not-recorded' },
  ])('answers what $fate from the log, turns the others away and says so', async (row) => {
    const log = newLog();
    let steppedDown = 0;
    const writer = await startedWriter({ log, onSteppedDown: () => (steppedDown += 1) });
    const open = gateOf(log);
    log.fates.push(row.fate);
    log.takeOvers.push('fenced');
    const answer = failureOf(writer.submit(raise('a')));
    while (log.batches.length === 0) await turns(1);
    const waiting = failureOf(writer.submit(raise('b')));
    open();
    if (typeof row.answer === 'string') expect(await answer).toBe(row.answer);
    else expect(await answer).toMatchObject(row.answer);
    expect(await waiting).toBe('busy');
    expect(steppedDown).toBe(1);
    expect(await failureOf(writer.submit(raise('a')))).toBe('busy');
    await writer.stop();
  });

  it('asks once only who the writer is, for the second time would take the partition back', async () => {
    const log = newLog();
    let steppedDown = 0;
    const writer = await startedWriter({ log, onSteppedDown: () => (steppedDown += 1) });
    log.fates.push('landed');
    log.takeOvers.push('fenced');
    log.isBlind = true;
    const answer = failureOf(writer.submit(raise('a')));
    while (log.takeOvers.length > 0) await turns(1);
    await turns(20);
    log.isBlind = false;
    expect(await answer).toMatchObject({ unexpected: { sequence: 1 } });
    expect(steppedDown).toBe(1);
  });

  it('refuses nothing: what it knows may be old', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(sent('RaiseCounter', 'counter/a'));
    await writer.submit(sent('CloseCounter', 'counter/a'));
    expect(await failureOf(writer.submit(raise('a')))).toBe('counter-closed');
    log.fates.push('fenced');
    expect(await failureOf(writer.submit(raise('a')))).toBe('not-recorded');
    expect(await failureOf(writer.submit(raise('a')))).toBe('busy');
  });

  it('knows after a new start what the other one recorded', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    await writer.submit(raise('a'));
    log.fates.push('lost');
    log.takeOvers.push('fenced');
    expect(await failureOf(writer.submit(raise('a')))).toBe('not-recorded');
    const other = await startedWriter({ log });
    await other.submit(raise('a'));
    await writer.start();
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 3, version: 3 });
  });
});

describe('a take-over', () => {
  it('that fails after an unknown outcome is tried again before anybody is answered', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    log.fates.push('landed');
    log.takeOvers.push('unreachable', 'unreachable');
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 1 });
    expect(log.takeOvers).toEqual([]);
    expect(await writer.submit(raise('a'))).toMatchObject({ sequence: 2 });
  });

  it('that fails at the start is told, and the writer takes nothing', async () => {
    const log = newLog();
    log.takeOvers.push('unreachable');
    await expect(startedWriter({ log })).rejects.toMatchObject({ code: 'io', retriable: true });
  });
});

describe('a stop', () => {
  it('answers what it took and takes no more', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    const taken = [writer.submit(raise('a')), writer.submit(raise('a'))];
    const stopped = writer.stop();
    expect(await failureOf(writer.submit(raise('a')))).toBe('busy');
    await stopped;
    expect((await Promise.all(taken)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('ends also while an outcome can not be learnt', async () => {
    const log = newLog();
    const writer = await startedWriter({ log, limits: { outcomeWaitMsMax: 5 } });
    log.fates.push('lost');
    log.isBlind = true;
    const answer = failureOf(writer.submit(raise('a')));
    await writer.stop();
    expect(await answer).toBe('outcome-unknown');
  });
});

it('knows the ledgers that have entries', async () => {
  const writer = await startedWriter({ log: newLog() });
  await writer.submit(raise('a'));
  expect([writer.knows('acme'), writer.knows('other')]).toEqual([true, false]);
});

describe('a line in the log', () => {
  const lines: object[] = [];
  const quiet = (): void => undefined;
  const error = (line: object): void => void lines.push(line);
  beforeAll(() => Logger.overrideLogger({ log: quiet, warn: quiet, error }));
  beforeEach(() => lines.splice(0));
  afterAll(() => Logger.overrideLogger(false));

  it('names the request of a command in which a defect is', async () => {
    const writer = await startedWriter({ log: newLog() });
    await failureOf(writer.submit(sent('BreakCounter', 'counter/a', { correlationId: 'c-7' })));
    expect(lines).toEqual([
      {
        ...{ msg: 'defect in a decision', err: expect.any(TypeError), command: 'BreakCounter' },
        ...{ subject: 'counter/a', ledger: 'acme', correlationId: 'c-7' },
      },
    ]);
  });

  it('names the requests of a batch that the log did not take', async () => {
    const log = newLog();
    const writer = await startedWriter({ log });
    log.fates.push('refused');
    const all = ['c-1', 'c-2'].map((correlationId) => raise('a', { correlationId }));
    await Promise.all(all.map((command) => failureOf(writer.submit(command))));
    expect(lines).toMatchObject([
      {
        ...{ msg: 'the log did not take a batch', err: { code: 'disk-full' } },
        ...{ commands: 2, entries: 2, correlationIds: ['c-1', 'c-2'] },
      },
    ]);
  });
});
