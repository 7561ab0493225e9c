import { type Row, type RowValue } from '@ledger/ledger';
import { cellsOf } from './cells.js';
import { mappingWith } from './mapping.js';
import { type ImportEdge, type PlannedStep } from './planner.js';
import { presets } from './presets.js';
import { type ProductRow, productPlanner } from './product-rows.js';
import { edgeOf } from './testing.js';

const shown = { version: 3, name: 'Kit', family: 'Field', listPriceMinor: 1_050, aliases: ['Box'] };

/** A ledger that shows the product `kit`, found by its name. */
const edgeThat = (row: Row): ImportEdge =>
  edgeOf({
    fingerprint: (text) => `#${text}`,
    rows: ({ collection }) =>
      Promise.resolve({
        rows: [collection === 'product' ? row : { product: 'kit' }],
        sequence: 9,
      }),
  });

const steps = async (
  cells: readonly string[],
  { row = shown, aliases }: { readonly row?: Row; readonly aliases?: readonly string[] } = {},
): Promise<readonly PlannedStep[]> => {
  const own = aliases === undefined ? undefined : { aliases: { Kit: aliases } };
  const mapping = mappingWith(presets.products, own);
  const columns = new Map(['product', 'family', 'listPrice'].map((field, at) => [field, at]));
  const planner = productPlanner(edgeThat(row), mapping);
  const read: ProductRow = planner.read(cellsOf(cells, columns, mapping));
  const [plan] = (await planner.plan([read], undefined)).plans;
  return plan === undefined || !('steps' in plan) ? [] : plan.steps;
};
const changes = async (...asked: Parameters<typeof steps>): Promise<readonly object[]> =>
  (await steps(...asked)).map(({ type, data }) => {
    const facts = Object.entries(data).filter(([name]) => name !== 'source');
    return { type, ...(Object.fromEntries(facts) as object) };
  });

describe('a row of a product that is there', () => {
  it('changes nothing where only its source would be another', async () => {
    expect(await changes(['Kit', 'Field', '10.5'])).toEqual([]);
    expect(await changes(['Kit', '', ''])).toEqual([]);
  });

  it('changes what differs, and no alias', async () => {
    const expected = { type: 'ChangeProduct', listPrice: '11', family: 'Home' };
    expect(await changes(['Kit', 'Home', '11'])).toEqual([expected]);
  });

  it.each([
    ['says nothing of aliases where none is named', undefined, []],
    ['adds those that are named', ['Set', 'box'], [['Box', 'Set']]],
    ['has all of them already', ['BOX', 'kit'], []],
  ])('%s', async (_, aliases, expected) => {
    const asked = aliases === undefined ? {} : { aliases };
    const seen = await changes(['Kit', 'Field', '10.50'], asked);
    expect(seen).toEqual(expected.map((all) => ({ type: 'ChangeProduct', aliases: all })));
  });

  it('leaves what was changed by hand, whatever aliases are named', async () => {
    const [step] = await steps(['Kit', 'Field', '99']);
    const { source } = step?.data as { source: RowValue };
    const row = { ...shown, source };
    expect(await changes(['Kit', 'Field', '99'], { row })).toEqual([]);
    expect(await changes(['Kit', 'Field', '99'], { row, aliases: ['Set'] })).toEqual([
      { type: 'ChangeProduct', aliases: ['Box', 'Set'] },
    ]);
  });

  it('may be called as an object has it', async () => {
    expect(await changes(['constructor', '', ''])).toEqual([
      { type: 'ChangeProduct', name: 'constructor' },
    ]);
  });
});
