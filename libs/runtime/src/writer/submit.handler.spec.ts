// A command on Nest's CommandBus, up to its entry.
import { createHash } from 'node:crypto';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { memoryEventLog } from '@ledger/event-log/memory/event-log.js';
import { type KeyStore, sealer } from '@ledger/key-store';
import { memoryKeyStore } from '@ledger/key-store/memory/key-store.js';
import {
  type Acknowledgement,
  type Command,
  CommandGateway,
  Rejection,
  SubmitCommand,
  realEnvironment,
  submission,
} from '@ledger/ledger';
import { CommandSealing } from './command-sealing.js';
import { StoredLedgerKeys } from './ledger-keys.js';
import { LocalGateway } from './local.gateway.js';
import { SubmitHandler } from './submit.handler.js';
import { counterSlice, fatefulLog, writerOf } from './testing.js';
import { Writers } from './writers.js';

type House = Awaited<ReturnType<typeof house>>;

async function house() {
  const log = fatefulLog(memoryEventLog());
  const keys = await memoryKeyStore(Buffer.alloc(32, 7), realEnvironment);
  const asked: string[] = [];
  const watched: KeyStore = {
    ...keys,
    ensureLedgerKey: (ledger) => {
      asked.push(ledger);
      return keys.ensureLedgerKey(ledger);
    },
  };
  const writers = new Writers({ log, make: () => writerOf({ log }) });
  writers.assign(new Set([0]));
  const module = await Test.createTestingModule({
    imports: [CqrsModule.forRoot()],
    providers: [
      SubmitHandler,
      { provide: Writers, useValue: writers },
      { provide: CommandGateway, useFactory: () => new LocalGateway(writers) },
      { provide: CommandSealing, useFactory: () => new CommandSealing(watched, [counterSlice]) },
    ],
  }).compile();
  await module.init();
  return { log, keys, asked, bus: module.get(CommandBus) };
}

function send(
  { bus }: House,
  command: Partial<Command>,
  idempotencyKey = 'key-1',
): Promise<Acknowledgement> {
  const whole = {
    type: 'RaiseCounter',
    ledger: 'acme',
    subject: 'counter/a',
    data: {},
    ...command,
  };
  const sender = { actor: 'user/u-7', assurance: 'stated', correlationId: 'c', idempotencyKey };
  return bus.execute(new SubmitCommand(submission(whole, { ...sender, assurance: 'stated' })));
}

async function opened(): Promise<House> {
  const one = await house();
  await send(one, { type: 'OpenLedger' }, 'opening');
  return one;
}

async function entryOf(
  { log }: House,
  sequence: number,
): Promise<{ commandhash: string; data: object }> {
  const [record] = await log.read('acme', sequence, 1);
  return JSON.parse(Buffer.from(record?.bytes ?? []).toString());
}

it('a command on the bus is acknowledged once its entry is durable', async () => {
  const one = await opened();
  expect(await send(one, {})).toEqual({
    ledger: 'acme',
    subject: 'counter/a',
    version: 2,
    sequence: 2,
    entries: 1,
  });
});

it('ledger-not-found where nobody opened the ledger, and no key is made for it', async () => {
  const one = await opened();
  const answer = send(one, { ledger: 'nowhere' });
  await expect(answer).rejects.toBeInstanceOf(Rejection);
  await expect(answer).rejects.toMatchObject({
    rule: 'ledger-not-found',
    detail: { ledger: 'nowhere' },
    text: { status: 404 },
  });
  expect(one.asked).toEqual(['acme']);
});

it('personal fields reach the entry as ciphertext that opens again', async () => {
  const one = await opened();
  await send(one, { data: { note: 'Ada 林', by: 2 } });
  const { data } = await entryOf(one, 2);
  expect(data).toEqual({ by: 2, note: expect.stringMatching(/^sealed:counter\/a:/) });
  expect(await sealer(one.keys).openAll('acme', data)).toEqual({ by: 2, note: 'Ada 林' });
});

it('a retry is the same command whatever the order of its fields; another text is not', async () => {
  const one = await opened();
  const answer = await send(one, { data: { note: 'Ada', by: 2 } });
  expect(await send(one, { data: { by: 2, note: 'Ada' } })).toEqual(answer);
  await expect(send(one, { data: { by: 2, note: 'Bo' } })).rejects.toMatchObject({
    rule: 'idempotency-key-reused',
  });
});

it('the fingerprint in the entry can not be computed without the ledger key', async () => {
  const [one, other] = [await opened(), await opened()];
  await send(one, {});
  await send(other, {});
  const hashes = [await entryOf(one, 2), await entryOf(other, 2)].map((entry) => entry.commandhash);
  expect(new Set(hashes).size).toBe(2);
});

it('the key hash of a ledger is the SHA-256 of its key', async () => {
  const { keys } = await house();
  const key = await keys.ensureLedgerKey('acme');
  const hash = createHash('sha256').update(key).digest('base64url');
  const ledgerKeys = new StoredLedgerKeys(keys, true);
  expect([await ledgerKeys.keyHash('acme'), ledgerKeys.simulated]).toEqual([hash, true]);
});

it('a key that was made for a ledger whose opening was refused is not kept in mind', async () => {
  const one = await house();
  const refused = send(one, { type: 'OpenLedger', data: { by: 2_000 } });
  await expect(refused).rejects.toMatchObject({ rule: 'total-too-high' });
  await one.keys.endMove('acme', Buffer.alloc(32, 77)); // moved in with a key of its own
  await send(one, { type: 'OpenLedger', data: { by: 1 } }, 'key-2');
  await send(one, { data: { by: 2 } }, 'key-3');
  expect(one.asked).toEqual(['acme', 'acme', 'acme']);
});
