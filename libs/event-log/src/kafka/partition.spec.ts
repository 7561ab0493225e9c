import { partitionOf } from './partition.js';

describe('a ledger is in the partition', () => {
  // printf %s <ledger> | sha256sum | cut -c1-8, as a hexadecimal number, modulo the number of partitions.
  it.each([
    ['acme', 16, 13],
    ['acme', 7, 5],
    ['acme', 1, 0],
    ['华东销售', 7, 0],
  ])('%s of %i: %i', (ledger, partitions, partition) => {
    expect(partitionOf(ledger, partitions)).toBe(partition);
  });

  it('that all take their share of', () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let n = 0; n < 16_000; n += 1) {
      const partition = partitionOf(`ledger-${n}`, 16);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});
