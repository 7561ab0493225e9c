// What the HTTP edge counts of its requests: by template of the path, never by the path itself, so that what is counted has
// as many kinds as there are routes, whatever callers ask for.
import { Distribution } from './distribution.js';

export type RouteCount = {
  readonly method: string;
  /** Such as `/v1/ledgers/:ledger`; `none` where nothing is at the path. */
  readonly route: string;
  /** Until the answer begins: a stream may go on for ever. */
  readonly seconds: Distribution;
  readonly statuses: ReadonlyMap<number, number>;
};

type Counting = RouteCount & { readonly statuses: Map<number, number> };

export const requestSecondsBounds = [
  0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

export class HttpMeter {
  private readonly counting = new Map<string, Counting>();

  /** @param asked absent: nothing is at the path, and the method may be any word */
  answered(
    asked: { readonly method: string; readonly route: string } | undefined,
    status: number,
    seconds: number,
  ): void {
    const { method, route } = asked ?? { method: 'any', route: 'none' };
    const { statuses, seconds: spread } = this.routeOf(method, route);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    spread.add(seconds);
  }

  get routes(): Iterable<RouteCount> {
    return this.counting.values();
  }

  private routeOf(method: string, route: string): Counting {
    const key = `${method} ${route}`;
    const known = this.counting.get(key);
    if (known !== undefined) return known;
    const statuses = new Map<number, number>();
    const begun = { method, route, statuses, seconds: new Distribution(requestSecondsBounds) };
    this.counting.set(key, begun);
    return begun;
  }
}
