import fc from 'fast-check';
import { columnBytesMax, readColumn, writeColumn } from './column-code.js';

function written(column: Float64Array): Buffer {
  const bytes = Buffer.alloc(columnBytesMax(column));
  return bytes.subarray(0, writeColumn(column, bytes, 0));
}

const whole = fc.oneof(
  fc.constant(0),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 51, 2 ** 51 + 1, -(2 ** 51), -(2 ** 51) - 1),
);
const columns = fc.oneof(
  fc.array(whole, { maxLength: 40 }).map((cells) => Float64Array.from(cells)),
  fc.float64Array({ maxLength: 8 }),
);

describe('a column', () => {
  it('comes back as it was, and whoever reads it knows where it ends', () => {
    fc.assert(
      fc.property(columns, (column) => {
        const bytes = written(column);
        const behind = Buffer.concat([Buffer.of(7, 7, 7), bytes, Buffer.of(255, 255)]);
        const read = readColumn(column.length, behind, 3);
        expect(read).toEqual({ column, end: 3 + bytes.length });
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes two bytes for a small cell and none for a zero', () => {
    const cells = new Float64Array(2_000);
    expect(written(cells)).toHaveLength(3);
    cells[0] = 63;
    cells[1] = -64;
    expect(written(cells)).toHaveLength(7);
  });

  it('of fractions lies as in memory', () => {
    expect(written(Float64Array.of(0.5, 1))).toHaveLength(17);
  });
});
