// An office in a process of its own, to be paused: tells its parent what it tells its callers.
import { Logger } from '@nestjs/common';
import { memoryEntryIndex } from '@ledger/event-log/memory/entry-index.js';
import { type KafkaLogOptions } from '@ledger/event-log/kafka/event-log.js';
import { type Told, openOffice } from './office.js';

export type ZombieSays =
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'stepped-down' }
  | { readonly kind: 'closed'; readonly fenced: number };

Logger.overrideLogger(false); // failures are provoked here
const given = JSON.parse(process.argv[2] ?? '') as Omit<KafkaLogOptions, 'index'>;
const say = (said: ZombieSays): void => void process.send?.(said);

const options = { ...given, index: memoryEntryIndex() };
const office = await openOffice('zombie', options, (told) => say({ kind: 'told', told }));
await office.start();
await office.steppedDown();
say({ kind: 'stepped-down' });
await office.close();
process.send?.({ kind: 'closed', fenced: office.fenced() }, () => process.exit(0));
