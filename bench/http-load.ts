// Sends commands over 64 connections for some seconds, from a process of its own, and prints what came back as JSON.
import autocannon from 'autocannon';

const [url = '', body = '', seconds = '5'] = process.argv.slice(2);
const result = await autocannon({
  url,
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    'sales-ledger-actor': 'user/bench',
    'idempotency-key': '[<id>]',
  },
  idReplacement: true,
  connections: 64,
  duration: Number(seconds),
});
const { requests, latency, non2xx, errors } = result;
const load = {
  answered: requests.total,
  perSecond: requests.average,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
};
process.stdout.write(JSON.stringify({ ...load, refused: non2xx + errors }));
