// Sends commands over so many connections for some seconds, from a process of its own, and prints what came back as JSON.
// Where several addresses are named, each connection takes them in turn; they must be of one server.
import autocannon from 'autocannon';

const [connections = '64', seconds = '5', body = '', ...urls] = process.argv.slice(2);
const headers = {
  'content-type': 'application/json',
  'sales-ledger-actor': 'user/bench',
  'idempotency-key': '[<id>]',
};
const [url = ''] = urls;
const result = await autocannon({
  url: new URL(url).origin,
  requests: urls.map((one) => ({ method: 'POST', path: new URL(one).pathname, body, headers })),
  idReplacement: true,
  connections: Number(connections),
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
