// What stands in the topic. Entries: key = ledger id, value = the entry's bytes, headers as the CloudEvents Kafka binding
// asks in structured mode. Our own records have no key, which is how subscribers tell them: they skip those.
import { type EntryRecord } from '@ledger/ledger';
import { type KafkaMessage, type Message } from 'kafkajs';

export type Genesis = {
  readonly partitions: number;
  readonly hash: string;
  /** Of this log, wherever its topic is copied to. */
  readonly id: string;
};

export type TopicRecord =
  | { readonly kind: 'entry'; readonly entry: EntryRecord }
  /** A writer took the partition over: nothing of an earlier one stands behind it. */
  | { readonly kind: 'writer-opened'; readonly nonce: string }
  | { readonly kind: 'genesis'; readonly genesis: Genesis }
  /** Without a key and not known to this release. */
  | { readonly kind: 'other' };

export const entryContentType = 'application/cloudevents+json; charset=UTF-8';

/** Bytes of a record beside key and value, at most. */
const overheadBytes = 128;

export function entryMessage({ ledger, sequence, bytes }: EntryRecord, partition: number): Message {
  return {
    partition,
    key: ledger,
    value: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    // The binding allows an attribute to stand in a header as well; this one saves readers from parsing.
    headers: { 'content-type': entryContentType, ce_entry: String(sequence) },
  };
}

export function entryMessageBytes({ ledger, bytes }: EntryRecord): number {
  return bytes.byteLength + Buffer.byteLength(ledger) + overheadBytes;
}

export function writerOpenedMessage(nonce: string, partition: number): Message {
  return ownMessage('writer-opened', { nonce }, partition);
}

export function genesisMessage(genesis: Genesis): Message {
  return ownMessage('genesis', genesis, 0);
}

function ownMessage(record: string, value: object, partition: number): Message {
  return { partition, key: null, value: JSON.stringify(value), headers: { record } };
}

export function recordOf({ key, value, headers }: KafkaMessage): TopicRecord {
  const bytes = value ?? Buffer.alloc(0);
  if (key !== null) {
    // A record of somebody else has no such header: 0 follows nothing, so that its ledger is halted.
    const sequence = Number(headers?.['ce_entry']?.toString() ?? 0) || 0;
    return { kind: 'entry', entry: { ledger: key.toString(), sequence, bytes } };
  }
  const kind = headers?.['record']?.toString();
  if (kind === 'writer-opened') return { kind, nonce: textIn(bytes, 'nonce') };
  if (kind !== 'genesis') return { kind: 'other' };
  const partitions = Number(textIn(bytes, 'partitions'));
  return { kind, genesis: { partitions, hash: textIn(bytes, 'hash'), id: textIn(bytes, 'id') } };
}

function textIn(bytes: Buffer, name: string): string {
  const values: unknown = JSON.parse(bytes.toString());
  return values instanceof Object && name in values ? String(Reflect.get(values, name)) : '';
}
