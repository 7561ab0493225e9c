// Commands that wait, a bounded line per ledger, taken in turn so that a busy ledger does not hold up the others.

export class LedgerQueues<T> {
  private readonly lines = new Map<string, T[]>();
  /** Ledgers with somebody waiting, in the order of their turns. */
  private readonly turns: string[] = [];

  constructor(private readonly perLedgerMax: number) {}

  get isEmpty(): boolean {
    return this.turns.length === 0;
  }

  /** False where the ledger's line is full; nothing is taken then. */
  add(ledger: string, item: T): boolean {
    const line = this.lineOf(ledger);
    if (line.length >= this.perLedgerMax) return false;
    line.push(item);
    return true;
  }

  /** Back to the front of its line, whose turn is next; it had its place, so the bound does not apply. */
  putBack(ledger: string, item: T): void {
    this.lineOf(ledger).unshift(item);
    this.turns.splice(this.turns.indexOf(ledger), 1);
    this.turns.unshift(ledger);
  }

  next(): T | undefined {
    const ledger = this.turns.shift();
    if (ledger === undefined) return undefined;
    const line = this.lines.get(ledger);
    const item = line?.shift();
    if (line === undefined || line.length === 0) this.lines.delete(ledger);
    else this.turns.push(ledger);
    return item;
  }

  private lineOf(ledger: string): T[] {
    const line = this.lines.get(ledger);
    if (line !== undefined) return line;
    const begun: T[] = [];
    this.lines.set(ledger, begun);
    this.turns.push(ledger);
    return begun;
  }
}
