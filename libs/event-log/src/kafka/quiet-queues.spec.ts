import './quiet-queues.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

describe("a connection's queue of requests", () => {
  const logger = { debug: () => undefined, warn: () => undefined };
  let queue: RequestQueue;
  beforeEach(() => {
    queue = new RequestQueue({
      ...{ maxInFlightRequests: 1, requestTimeout: 1_000, enforceRequestTimeout: false },
      ...{ clientId: 'spec', broker: 'nowhere:1', logger, isConnected: () => true },
    });
  });
  afterEach(() => queue.destroy());

  const request = (correlationId: number, sent: number[]): object => ({
    entry: { correlationId, resolve: () => undefined, reject: () => undefined },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });

  it('is looked through again only where a request waits', () => {
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();

    const sent: number[] = [];
    queue.push(request(1, sent));
    expect(queue.throttleCheckTimeoutId).toBeNull();
    queue.push(request(2, sent));
    expect(sent).toEqual([1]);
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
  });

  it('sends what waits once its broker takes requests again', async () => {
    queue.maybeThrottle(20);
    const sent: number[] = [];
    await new Promise<void>((resolve) => {
      queue.push({ ...request(1, sent), sendRequest: () => resolve() });
    });
  });
});
