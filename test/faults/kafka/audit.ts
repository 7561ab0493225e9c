// Reads a whole partition as an outsider would and holds it against what callers were told.
import { PartitionReader } from '../../../libs/event-log/src/kafka/partition-reader.js';
import { recordOf } from '../../../libs/event-log/src/kafka/record.js';
import {
  type KafkaLogOptions,
  defaultKafkaLimits,
  entriesTopic,
} from '../../../libs/event-log/src/kafka/settings.js';
import { leafHash } from '@ledger/integrity';
import { type EntryRecord, firstPrevHash } from '@ledger/ledger';
import { type Told } from './office.js';

export type Audit = {
  readonly entries: number;
  readonly takeOvers: number;
  /** What is wrong, one sentence each. */
  readonly faults: readonly string[];
  /** Who wrote, one after another; two names between one take-over and the next are a fault. */
  readonly writers: readonly string[];
};

type Wire = { readonly commandid: string; readonly prevhash: string; readonly actor: string };

export async function audit(options: KafkaLogOptions, told: readonly Told[]): Promise<Audit> {
  const stretches = await stretchesOf(options);
  const faults: string[] = [];
  const heads = new Map<string, { readonly sequence: number; readonly leaf: string }>();
  const places = new Map<string, number>();
  const writers: string[] = [];
  for (const entries of stretches) {
    const names = new Set<string>();
    for (const { ledger, sequence, bytes } of entries) {
      const { commandid, prevhash, actor } = JSON.parse(Buffer.from(bytes).toString()) as Wire;
      const last = heads.get(ledger) ?? { sequence: 0, leaf: firstPrevHash };
      if (sequence !== last.sequence + 1)
        faults.push(`${ledger}: ${sequence} after ${last.sequence}`);
      if (prevhash !== last.leaf) faults.push(`${ledger}: ${sequence} does not chain`);
      if (places.has(commandid)) faults.push(`${ledger}: ${commandid} twice`);
      places.set(commandid, sequence);
      heads.set(ledger, { sequence, leaf: leafHash(bytes) });
      names.add(actor);
    }
    if (names.size > 1) faults.push(`${[...names].join(' and ')} wrote at the same time`);
    for (const name of names) if (writers.at(-1) !== name) writers.push(name);
  }
  for (const { ledger, commandId, sequence } of told) {
    const place = places.get(commandId) ?? 0;
    if (place !== sequence) faults.push(`${ledger}: ${commandId} is at ${place}, told ${sequence}`);
  }
  return { entries: places.size, takeOvers: stretches.length, faults, writers };
}

/** The entries behind each take-over of a partition, up to its last stable offset. */
async function stretchesOf(options: KafkaLogOptions): Promise<readonly EntryRecord[][]> {
  const all = Array.from({ length: options.partitions ?? 1 }, (_, partition) =>
    stretchesIn(options, partition),
  );
  return (await Promise.all(all)).flat();
}

async function stretchesIn(
  options: KafkaLogOptions,
  partition: number,
): Promise<readonly EntryRecord[][]> {
  const place = { topic: entriesTopic(options), partition };
  const reader = new PartitionReader(options.connection, place, defaultKafkaLimits);
  const stretches: EntryRecord[][] = [];
  try {
    for (let offset = 0; ;) {
      const { messages, next, stableEnd } = await reader.fetch(offset, 0);
      for (const message of messages) {
        const record = recordOf(message);
        if (record.kind === 'writer-opened') stretches.push([]);
        if (record.kind === 'entry') stretches.at(-1)?.push(record.entry);
      }
      offset = next;
      if (offset >= stableEnd) return stretches;
    }
  } finally {
    reader.close();
  }
}
