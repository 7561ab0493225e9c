// A bounded cache of two generations: what was used since the last turn stays, the rest goes at once. Cheaper than keeping
// an order of use, because nothing is ever deleted one by one.

export class Generations<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  /** @param sizeMax the most that is kept, both generations together */
  constructor(private readonly sizeMax: number) {}

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const older = this.old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: V): void {
    if (this.young.size * 2 >= this.sizeMax) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
  }
}
