import { type Won } from '../deal/deal.events.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf } from '../testing.js';
import { type AuditEntryAnswer } from './audit.answers.js';
import {
  AuditEntryHandler,
  AuditSearchHandler,
  GetAuditEntry,
  SearchAuditTrail,
} from './audit.queries.js';
import { auditModelsOf, someEventTypes } from './testing.js';

const owner = { salesperson: 'ann', teams: [] };
const wonFor = (amountMinor: number): Won => ({
  closedOn: '2026-03-30',
  amountMinor,
  currency: 'USD',
  lines: [{ product: 'pen', quantity: 1, amountMinor }],
  primary: [{ ...owner, shareBp: 10_000, amountMinor }],
  overlay: [],
});
const fact = (subject: string, type: string, data: object) => ({
  type,
  subject,
  occurredOn: '2026-03-30',
  data,
});
const corrected = (corrects: number, was: number, is: number) =>
  fact('deal/D-1', 'DealCorrected', {
    reason: 'sealed:deal/D-1:why',
    corrects,
    was: wonFor(was),
    is: wonFor(is),
  });

const entries = entriesOf([
  ledgerOpened(),
  fact('salesperson/ann', 'SalespersonAdded', { name: 'sealed:ann', role: 'salesperson' }),
  fact('product/pen', 'ProductAdded', { name: 'Pen', aliases: [], listPriceMinor: 1250 }),
  fact('deal/D-1', 'DealOpened', { owner, products: [], currency: 'USD', title: 'sealed:title' }),
  fact('deal/D-1', 'DealWon', wonFor(1000)),
  corrected(5, 1000, 900),
  fact('deal/D-2', 'DealOpened', { owner, products: [], currency: 'USD' }),
  corrected(6, 900, 800),
  fact('deal/D-1', 'DealReversed', {
    kind: 'return',
    reversedOn: '2026-03-30',
    amountMinor: 100,
    currency: 'USD',
    lines: [],
    primary: [],
    overlay: [],
    corrects: 6,
  }),
]);

async function entryAt(sequence: number): Promise<AuditEntryAnswer> {
  const models = await auditModelsOf(entries);
  return new AuditEntryHandler(models).execute(
    new GetAuditEntry('acme', String(sequence), undefined),
  );
}

describe('a chain of corrections', () => {
  it.each([5, 6, 8, 9])('is told whole, from whichever entry one comes: %i', async (sequence) => {
    const { entry, chain } = await entryAt(sequence);
    expect(entry).toMatchObject({ sequence, chain: [5, 6, 8, 9] });
    expect(chain.map((one) => one.sequence)).toEqual([5, 6, 8, 9]);
    expect(chain.map(({ corrects }) => corrects)).toEqual([undefined, 5, 6, 6]);
    expect(chain.map(({ correctedBy }) => correctedBy)).toEqual([
      [6],
      [8, 9],
      undefined,
      undefined,
    ]);
  });

  it('is one entry where nothing was corrected', async () => {
    const { entry, chain } = await entryAt(7);
    expect(chain).toEqual([entry]);
    expect(entry).not.toHaveProperty('chain');
    expect(entry).not.toHaveProperty('correctedBy');
  });

  it('stands with every entry that a search finds', async () => {
    const models = await auditModelsOf(entries);
    const asked = new SearchAuditTrail('acme', { type: 'DealWon' });
    const answer = await new AuditSearchHandler(models, someEventTypes).execute(asked);
    expect(answer.entries).toMatchObject([{ sequence: 5, correctedBy: [6], chain: [5, 6, 8, 9] }]);
  });

  it('is cut where it is longer than anyone reads, and says so', async () => {
    const long = Array.from({ length: 250 }, (_, i) => corrected(i + 5, 1000, 1000));
    const models = await auditModelsOf(entriesOf([...entries.slice(0, 5), ...long]));
    const query = new GetAuditEntry('acme', '5', undefined);
    const { entry, chain } = await new AuditEntryHandler(models).execute(query);
    expect(entry.chainCut).toBe(true);
    expect(chain).toHaveLength(200);
  });

  it('refuses an audit-entry-not-found', async () => {
    await expect(entryAt(10)).rejects.toMatchObject({
      rule: 'audit-entry-not-found',
      detail: { sequence: '10', last: 9 },
    });
    const models = await auditModelsOf(entries);
    const query = new GetAuditEntry('acme', 'last', undefined);
    await expect(new AuditEntryHandler(models).execute(query)).rejects.toMatchObject({
      rule: 'audit-entry-not-found',
      detail: { sequence: 'last', last: 9 },
    });
  });
});

describe('an entry of the trail', () => {
  it('names its subject, people and products, and shows money, shares and labels', async () => {
    const { entry } = await entryAt(5);
    expect(entry).toMatchObject({ subject: 'deal/D-1', subjectName: 'sealed:title' });
    const changes = new Map(entry.changes.map((change) => [change.field, change]));
    expect(changes.get('won.primary[0].salesperson')?.afterShown).toBe('sealed:ann');
    expect(changes.get('won.lines[0].product')?.afterShown).toBe('Pen');
    expect(changes.get('won.primary[0].shareBp')?.afterShown).toBe('100.00 %');
    expect(changes.get('won.lines[0].amountMinor')).toEqual({
      field: 'won.lines[0].amountMinor',
      label: { en: 'Won · line 1 · amount', zh: '赢单 · 明细 1 · 金额' },
      before: null,
      after: 1000,
      afterShown: '10.00 USD',
    });
    expect(changes.get('won.closedOn')).not.toHaveProperty('afterShown');
  });

  it("shows money before and after, and in the ledger's currency where the subject names none", async () => {
    const { entry } = await entryAt(8);
    expect(entry.changes).toContainEqual(
      expect.objectContaining({
        field: 'won.amountMinor',
        beforeShown: '9.00 USD',
        afterShown: '8.00 USD',
      }),
    );
    const product = await entryAt(3);
    const price = product.entry.changes.find(({ field }) => field === 'listPriceMinor');
    expect(price?.afterShown).toBe('12.50 USD');
  });
});
