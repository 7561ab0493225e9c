// Who is let in to ask anything. Where no keys are configured, only this machine connects, and other web sites are kept out:
// a page that a browser here has open can send requests to loopback too (DNS rebinding, cross-site requests), but it can't
// forge Host and Origin. Where keys are configured, every question needs one, but for a supervisor's.
import { isIP } from 'node:net';
import { type IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../config/config.js';
import { type ApiKeys, type Caller } from '../security/api-keys.js';
import { EdgeProblem } from './edge-problem.js';

export type AdmissionOptions = {
  /** Address that the server listens on. */
  readonly host: string;
  /** Names, besides this machine's own, by which callers may ask for it. */
  readonly allowedHosts: readonly string[];
  /** Absent: callers state who they are. */
  readonly keys?: ApiKeys | undefined;
};

/** They tell nothing about what is recorded, and who asks has neither a key nor a name for the server. */
export const supervisedRoutes = ['/health/live', '/health/ready'];

export class Admission {
  private readonly names: ReadonlySet<string>;
  private readonly takesAddresses: boolean;

  constructor(private readonly options: AdmissionOptions) {
    const { host, allowedHosts } = options;
    this.names = new Set([host, ...allowedHosts].map((name) => name.toLowerCase()));
    this.takesAddresses = !isLoopback(host);
  }

  /** @param route template of the path; absent where nothing is there @throws EdgeProblem */
  admit(headers: IncomingHttpHeaders, route: string | undefined): Caller {
    const { keys } = this.options;
    if (keys === undefined) {
      this.demandHost(headers);
      return { assurance: 'stated' };
    }
    if (supervisedRoutes.includes(route ?? '')) return { assurance: 'stated' };
    this.demandHost(headers);
    const caller = keys.callerOf(headers.authorization);
    demandSame(caller, headers['sales-ledger-actor']);
    return caller;
  }

  private demandHost({ host, origin }: IncomingHttpHeaders): void {
    if (host === undefined || !this.isOurs(nameIn(host))) throw new EdgeProblem('host-foreign');
    if (origin === undefined || origin === `http://${host}`) return;
    // A proxy before it that speaks TLS hands on the name that it was asked by.
    const isBehindTls = this.options.keys !== undefined && origin === `https://${host}`;
    if (!isBehindTls) throw new EdgeProblem('origin-foreign');
  }

  /** An address can't be rebound to another as a name can. */
  private isOurs(name: string): boolean {
    return isLoopback(name) || this.names.has(name) || (this.takesAddresses && isIP(name) !== 0);
  }
}

function demandSame({ actor }: Caller, stated: string | string[] | undefined): void {
  if (actor === undefined || stated === undefined || stated === actor) return;
  throw new EdgeProblem('actor-contradicts-key', { actor });
}

/** `[::1]:7420` → `::1`. */
function nameIn(host: string): string {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name;
}
