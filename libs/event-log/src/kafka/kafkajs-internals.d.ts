// The parts of kafkajs 2.2.4 that it does not type and that a reader without a consumer group needs.
// partition-reader.ts and client.ts are the only files that use them.
declare module 'kafkajs/src/consumer/batch.js' {
  import { type KafkaMessage } from 'kafkajs';

  /** What one fetch returned for one partition. */
  export type PartitionData = {
    readonly partition: number;
    readonly errorCode: number;
    readonly highWatermark: string;
    readonly lastStableOffset: string;
    readonly abortedTransactions: readonly unknown[];
    readonly messages: readonly KafkaMessage[];
  };

  /** Leaves out aborted messages and Kafka's own markers. */
  // eslint-disable-next-line no-restricted-syntax -- what kafkajs exports is not ours to choose
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, data: PartitionData);
    readonly messages: readonly KafkaMessage[];
    isEmptyIncludingFiltered(): boolean;
    /** Of everything fetched, also of what is left out. */
    lastOffset(): string;
  }
}
