import fc from 'fast-check';
import { type Row, addDays } from '@ledger/ledger';
import { type Find, type Page } from '@ledger/read-store';
import { type LateAsked, type LatePlace, allowanceOf, lateId, lateRowsOf } from './late-rows.js';

const start = '2010-01-01';
const day = fc.nat(6_000).map((days) => addDays(start, days));

const places = fc
  .uniqueArray(fc.record({ day, late: fc.integer({ min: 1, max: 6_000 }) }), { maxLength: 60 })
  .map((all) =>
    all.map((one, i): LatePlace => {
      return { day: one.day, recordedOn: addDays(one.day, one.late), sequence: i + 2 };
    }),
  );
const questions = fc.array(
  fc
    .record({ to: day, days: fc.option(fc.nat(2_000)), wait: fc.nat(100) })
    .map(({ to, days, wait }): LateAsked => ({
      ...(days === null ? {} : { from: addDays(to, -days) }),
      ...{ to, after: addDays(to, wait) },
    })),
  { minLength: 1, maxLength: 8 },
);

/** Two rows a page, so that a range has several. */
function viewOf(all: readonly LatePlace[]): { find(asked: Find): Promise<Page>; read: number } {
  const rows = all
    .map((place): { id: string; row: Row } => {
      return { id: lateId(place), row: { recordedOn: place.recordedOn } };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const view = {
    read: 0,
    find: ({ from = '', to = '', cursor = '' }: Find): Promise<Page> => {
      const behind = rows.filter(({ id }) => id >= from && id <= to && id > cursor);
      const page = behind.slice(0, 2);
      view.read += page.length;
      const last = behind.length > page.length ? page.at(-1) : undefined;
      return Promise.resolve({ rows: page, ...(last === undefined ? {} : { cursor: last.id }) });
    },
  };
  return view;
}

const sequencesOf = (found: readonly { readonly sequence: number }[] | undefined): number[] =>
  (found ?? []).map(({ sequence }) => sequence).toSorted((a, b) => a - b);

describe('late rows', () => {
  it('are the same to questions that share what was read', async () => {
    await fc.assert(
      fc.asyncProperty(places, questions, async (all, asked) => {
        const view = viewOf(all);
        const shared = allowanceOf(100_000);
        for (const one of asked) {
          const isAsked = (place: LatePlace): boolean =>
            place.day >= (one.from ?? '') && place.day <= one.to && place.recordedOn > one.after;
          expect(sequencesOf(await lateRowsOf(view, one, shared))).toEqual(
            sequencesOf(all.filter(isAsked)),
          );
        }
        expect(view.read).toBeLessThanOrEqual(all.length); // none of them twice
      }),
    );
  });

  it('are read once for many periods, and taken off the allowance once', async () => {
    const all = Array.from({ length: 40 }, (_, i): LatePlace => {
      return { day: addDays(start, i), recordedOn: '2017-01-01', sequence: i + 2 };
    });
    const view = viewOf(all);
    const allowance = allowanceOf(40);
    for (let i = 39; i >= 0; i -= 1) {
      const to = addDays(start, i);
      expect(await lateRowsOf(view, { to, after: to }, allowance)).toHaveLength(i + 1);
    }
    expect([view.read, allowance.rows]).toEqual([40, 0]);
  });

  it('are not told where there are more of them than may be read', async () => {
    const all = [2, 3].map((sequence): LatePlace => {
      return { day: start, recordedOn: '2010-02-01', sequence };
    });
    const asked = { to: start, after: start };
    expect(await lateRowsOf(viewOf(all), asked, allowanceOf(1))).toBeUndefined();
  });
});
