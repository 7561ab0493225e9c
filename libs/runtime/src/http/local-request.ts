// Keeps other web sites out while only this machine may connect: a page that a browser here has open can send requests to
// loopback too (DNS rebinding, cross-site requests), but it can't forge Host and Origin.
import { type IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config/config.js';
import { EdgeProblem } from './edge-problem.js';

/** @throws EdgeProblem */
export function demandLocal(headers: IncomingHttpHeaders): void {
  const { host, origin } = headers;
  if (host === undefined || !isLoopback(nameIn(host))) throw new EdgeProblem('host-foreign');
  if (origin !== undefined && origin !== `http://${host}`) throw new EdgeProblem('origin-foreign');
}

/** `[::1]:7420` → `::1`. */
function nameIn(host: string): string {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}
