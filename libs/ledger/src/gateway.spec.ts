import { v5 as uuidV5 } from 'uuid';
import { type Sender, commandIdOf } from './gateway.js';

const sender: Sender = {
  actor: 'user/u-7',
  assurance: 'stated',
  idempotencyKey: 'key-1',
  correlationId: 'c',
};

it('a command id is the UUIDv5 of ledger, actor and idempotency key', () => {
  for (let n = 0; n < 100; n += 1) {
    const idempotencyKey = `Schlüssel-${n}`;
    const name = JSON.stringify(['acme', 'user/u-7', idempotencyKey]);
    const expected = uuidV5(name, '0f8d3cd6-6f0b-5c3e-9c84-3c7e6f1f4a51');
    expect(commandIdOf('acme', { ...sender, idempotencyKey })).toBe(expected);
  }
});

it('a command id tells ledgers, actors and keys apart, and nothing else', () => {
  const id = commandIdOf('acme', sender);
  expect(commandIdOf('acme', { ...sender, correlationId: 'other', expectedVersion: 3 })).toBe(id);
  const others = [
    commandIdOf('umbrella', sender),
    commandIdOf('acme', { ...sender, actor: 'user/u-8' }),
    commandIdOf('acme', { ...sender, idempotencyKey: 'key-2' }),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});
