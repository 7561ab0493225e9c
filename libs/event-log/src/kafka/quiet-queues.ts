// Lets idle connections rest. kafkajs 2.2.4 looks for waiting requests every millisecond on every connection, for ever, once
// one was answered (its issues 1556 and 1704): a service with a reader a partition spends a tenth of a core on nothing.
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const { prototype } = RequestQueue;
const schedule = prototype.scheduleCheckPendingRequests;

/** A request that has to wait schedules the look itself; where none waits there is nothing to look for. */
prototype.scheduleCheckPendingRequests = function scheduleWhereSomeWait(): void {
  if (this.pending.length > 0) schedule.call(this);
};
