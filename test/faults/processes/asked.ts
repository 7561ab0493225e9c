// What callers ask for.
import { type Sent } from './callers.js';

/** A caller's commands, one after another; it is told whether the one before was recorded. */
export type Asked = Generator<Omit<Sent, 'ledger'>, never, boolean | undefined>;

/** Deals are opened; every third is won, a part of every sixth comes back, and every tenth is of nobody and refused. */
export function* asked(caller: number): Asked {
  for (let n = 1; ; n += 1) {
    const deal = `d-${caller}-${n}`;
    const salesperson = n % 10 === 0 ? 'nobody' : 'sp-1';
    const opened = { deal, salesperson, openedOn: '2026-01-05' };
    const isOpen = yield { path: '/deals', body: opened, key: `open-${deal}` };
    if (isOpen !== true || n % 3 !== 0) continue;
    const won = { closedOn: '2026-02-05', amount: `${n}.50` };
    const isWon = yield { path: `/deals/${deal}/win`, body: won, key: `win-${deal}` };
    if (isWon !== true || n % 6 !== 0) continue;
    const back = { kind: 'return', amount: '0.25', reversedOn: '2026-03-05' };
    yield { path: `/deals/${deal}/reverse`, body: back, key: `reverse-${deal}` };
  }
}
