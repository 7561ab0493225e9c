// The parts of kafkajs 2.2.4 that it does not type: what a reader without a consumer group needs, and what quiet-queues.ts
// mends. partition-reader.ts, client.ts and quiet-queues.ts are the only files that use them.
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

declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** The requests of one connection. */
  // eslint-disable-next-line no-restricted-syntax -- what kafkajs exports is not ours to choose
  export default class RequestQueue {
    constructor(options: object);
    readonly pending: readonly object[];
    readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
    push(request: object): void;
    maybeThrottle(ms: number): void;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
    destroy(): void;
  }
}
