import fc from 'fast-check';
import { type Entry } from '@ledger/ledger';
import { type ReadModels, type View } from '@ledger/read-store';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf } from '../testing.js';
import { type AuditSearchAnswer } from './audit.answers.js';
import { type AuditQuery } from './audit.bodies.js';
import { aboutEntries, chunkEntries } from './audit.projection.js';
import {
  AuditSearchHandler,
  AuditTrailHandler,
  GetAuditTrail,
  SearchAuditTrail,
} from './audit.queries.js';
import { readsMax } from './search.js';
import { auditModelsOf, someEventTypes } from './testing.js';

const day = '2026-03-30';
const fact = (type: string, subject: string, data: object, occurredOn = day) => ({
  type,
  subject,
  occurredOn,
  data,
});
const owner = { salesperson: 'ann', teams: ['north'], manager: 'max' };
const opened = (id: string, data: object = {}, on = day) =>
  fact('DealOpened', `deal/${id}`, { owner, products: [], currency: 'USD', ...data }, on);
const advanced = (id: string, data: object, on = day) =>
  fact('DealAdvanced', `deal/${id}`, data, on);

type Given = { readonly entries: readonly Entry[]; readonly asked?: Partial<AuditQuery> };

async function ask({ entries, asked = {} }: Given): Promise<AuditSearchAnswer> {
  return askOf(await auditModelsOf(entries), asked);
}

function askOf(models: ReadModels, asked: Partial<AuditQuery>): Promise<AuditSearchAnswer> {
  return new AuditSearchHandler(models, someEventTypes).execute(
    new SearchAuditTrail('acme', asked),
  );
}

const sequencesIn = ({ entries }: AuditSearchAnswer): readonly number[] =>
  entries.map(({ sequence }) => sequence);

async function found(entries: readonly Entry[], asked: Partial<AuditQuery>) {
  return sequencesIn(await ask({ entries, asked }));
}

/** All pages after one another, each with what it was asked. */
async function pages(models: ReadModels, asked: Partial<AuditQuery>) {
  const answers = [await askOf(models, asked)];
  for (let last = answers[0]; last?.cursor !== undefined; last = answers.at(-1)) {
    answers.push(await askOf(models, { ...asked, cursor: last.cursor }));
  }
  return answers;
}

describe('a search of the audit trail', () => {
  it('shows the newest entries first where nothing is asked for', async () => {
    const answer = await ask({ entries: entriesOf([opened('D-1'), opened('D-2')]) });
    expect(sequencesIn(answer)).toEqual([2, 1]);
    expect(answer).toMatchObject({ searchedTo: 1, truth: { sequence: 2 } });
    expect(answer).not.toHaveProperty('cursor');
  });

  it('finds whom an entry is about, credits, names as owner before or as leader of a team', async () => {
    const credit = (salesperson: string) => ({
      salesperson,
      teams: [],
      shareBp: 1,
      amountMinor: 1,
    });
    const won = { closedOn: day, lines: [], primary: [credit('eve')], overlay: [credit('bob')] };
    const entries = entriesOf([
      ledgerOpened(),
      fact('SalespersonAdded', 'salesperson/bob', { name: 'sealed:x', role: 'salesperson' }),
      opened('D-1'),
      fact('DealWon', 'deal/D-1', won),
      fact('DealReassigned', 'deal/D-1', { owner, was: 'bob' }),
      fact('TeamCreated', 'team/north', { name: 'North', parent: null }),
      fact('ManagerAssigned', 'team/north', { manager: 'bob' }),
      opened('D-2', { owner: { salesperson: 'bobby', teams: [], manager: 'bob' } }),
    ]);
    expect(await found(entries.slice(0, 4), { person: 'eve' })).toEqual([4]);
    const organized = [entries[0], entries[1], entries[5], entries[6], entries[7]];
    const models = organized.flatMap((one, i) =>
      one === undefined ? [] : [{ ...one, sequence: i + 1 }],
    );
    expect(await found(models, { person: 'bob' })).toEqual([4, 2]);
    expect(await found(models, { person: 'bobby' })).toEqual([5]);
    const moved = [entries[2], entries[4]].flatMap((one, i) =>
      one === undefined ? [] : [{ ...one, sequence: i + 1 }],
    );
    expect(await found(moved, { person: 'bob' })).toEqual([2]);
  });

  it.each([
    ['salesperson-not-found', { person: 'nobody' }, { salesperson: 'nobody' }],
    ['salesperson-not-found', { person: 'an' }, { salesperson: 'an' }],
    ['subject-not-found', { subject: 'deal/D-9', person: 'ann' }, { subject: 'deal/D-9' }],
  ])('refuses of whom nothing was ever recorded: %s %j', async (rule, asked, detail) => {
    const entries = entriesOf([opened('D-1')]);
    await expect(found(entries, asked)).rejects.toMatchObject({ rule, detail });
    // Who recorded nothing, and what never happened, is an answer.
    expect(await found(entries, { actor: 'user/nobody' })).toEqual([]);
    expect(await found(entries, { type: 'DealWon' })).toEqual([]);
  });

  it('finds by actor, type and subject, and by all of them at once', async () => {
    const entries = entriesOf([
      opened('D-1'),
      opened('D-2'),
      advanced('D-1', { stage: 'a' }),
      advanced('D-1', { stage: 'b' }),
    ]).map((entry) => ({ ...entry, actor: entry.sequence % 2 === 0 ? 'user/u-2' : 'user/u-20' }));
    expect(await found(entries, { actor: 'user/u-2' })).toEqual([4, 2]);
    expect(await found(entries, { type: 'DealAdvanced' })).toEqual([4, 3]);
    expect(await found(entries, { subject: 'deal/D-1' })).toEqual([4, 3, 1]);
    const all = { actor: 'user/u-2', type: 'DealAdvanced', subject: 'deal/D-1', person: 'ann' };
    expect(await found(entries, all)).toEqual([]);
    expect(await found(entries, { ...all, person: undefined })).toEqual([4]);
  });

  it('finds the entries of one command, and none of a command whose id begins alike', async () => {
    const command = '7b1a6f0e-6a9e-5c55-9f2c-0c1d0f7f1a11';
    const entries = entriesOf([opened('D-1'), opened('D-2'), opened('D-3')]).map((entry) => ({
      ...entry,
      commandId: entry.sequence === 3 ? command.replace('a11', 'a12') : command,
    }));
    expect(await found(entries, { command })).toEqual([2, 1]);
  });

  it("finds by the day of recording in the ledger's time zone, and by instants", async () => {
    const times = [
      '2026-03-30T03:59:59.999Z',
      '2026-03-30T04:00:00.000Z',
      '2026-03-31T04:00:00.000Z',
    ];
    const zone = ledgerOpened({ timeZone: 'America/New_York' });
    const entries = entriesOf([zone, opened('D-1'), opened('D-2')]).map((entry, i) => ({
      ...entry,
      time: times[i] ?? '',
    }));
    expect(await found(entries, { recordedFrom: day, recordedTo: day })).toEqual([2]);
    expect(await found(entries, { recordedTo: '2026-03-29' })).toEqual([1]);
    expect(await found(entries, { recordedFrom: times[1] })).toEqual([3, 2]);
    expect(await found(entries, { recordedTo: '2026-03-30T06:00+02:00' })).toEqual([2, 1]);
  });

  it.each([
    { recordedFrom: '2026-04-01', recordedTo: '2026-03-31' },
    { recordedFrom: '2026-03-30T04:00:00.001Z', recordedTo: '2026-03-30T04:00:00Z' },
    // In New York it is still the day before.
    { recordedFrom: '2026-03-31', recordedTo: '2026-03-31T03:59:59Z' },
    { recordedFrom: '2026-03-31T04:00:00Z', recordedTo: '2026-03-30' },
    { occurredFrom: '2026-04-01', occurredTo: '2026-03-31' },
  ])('refuses range-backwards: %j', async (asked) => {
    const entries = entriesOf([ledgerOpened({ timeZone: 'America/New_York' }), opened('D-1')]);
    const [from, to] = Object.values(asked);
    await expect(found(entries, asked)).rejects.toMatchObject({
      rule: 'range-backwards',
      detail: { from, to },
    });
  });

  it.each([
    { recordedFrom: '2026-03-31', recordedTo: '2026-03-31' },
    { recordedFrom: '2026-03-30T04:00:00Z', recordedTo: '2026-03-30T06:00+02:00' },
    { recordedFrom: '2026-03-31', recordedTo: '2026-03-31T04:00:00Z' },
    { recordedFrom: '2026-03-31T03:59:59Z', recordedTo: '2026-03-30' },
    { occurredFrom: '2026-04-01', occurredTo: '2026-04-01' },
  ])('takes a period of one day or moment: %j', async (asked) => {
    const entries = entriesOf([ledgerOpened({ timeZone: 'America/New_York' }), opened('D-1')]);
    await expect(ask({ entries, asked })).resolves.toHaveProperty('entries');
  });

  it('refuses an event-type-unknown, and names those that there are', async () => {
    await expect(found(entriesOf([opened('D-1')]), { type: 'DealWonn' })).rejects.toMatchObject({
      rule: 'event-type-unknown',
      detail: { type: 'DealWonn', known: 'DealAdvanced, DealOpened, DealWon' },
    });
  });

  it.each(['2026-02-30', '2026-02-30T00:00Z', '2026-03-30T25:00Z'])(
    'refuses an audit-moment-unknown: %s',
    async (moment) => {
      const asked = ask({ entries: entriesOf([opened('D-1')]), asked: { recordedTo: moment } });
      await expect(asked).rejects.toMatchObject({
        rule: 'audit-moment-unknown',
        detail: { moment },
      });
    },
  );

  it('refuses what is no cursor as every list does', async () => {
    const asked = ask({ entries: entriesOf([opened('D-1')]), asked: { cursor: 'D-1' } });
    await expect(asked).rejects.toMatchObject({ code: 'bad-cursor' });
  });

  it('finds by the day on which it happened', async () => {
    const days = ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'];
    const entries = entriesOf(days.map((on, i) => opened(`D-${i}`, {}, on)));
    const asked = { occurredFrom: '2026-02-01', occurredTo: '2026-02-28' };
    expect(await found(entries, asked)).toEqual([3, 2]);
    expect(await found(entries, { occurredFrom: '2026-03-01' })).toEqual([4]);
    expect(await found(entries, { occurredTo: '2026-01-31' })).toEqual([1]);
  });

  it('finds text in any case, and never in what is sealed', async () => {
    const entries = entriesOf([
      opened('D-1', { stage: 'ENGAGING', title: 'sealed:deal/D-1:Engaging' }),
      opened('D-2', { title: 'sealed:deal/D-2:Engaging' }),
      opened('D-3', { source: { system: 'crm', record: 'Re-engaging', hash: 'h' } }),
      opened('D-4', { products: [{ product: 'engaging' }] }),
    ]);
    expect(await found(entries, { text: 'engaging' })).toEqual([4, 3, 1]);
    expect(await found(entries, { text: 'sealed' })).toEqual([]);
    expect(await found(entries, { text: 'ｅｎｇａｇｉｎｇ' })).toEqual([4, 3, 1]);
  });

  it('tells before and after also where the entries before are not on the page', async () => {
    const entries = entriesOf([
      opened('D-1', { stage: 'a' }),
      opened('D-2', { stage: 'x' }),
      advanced('D-1', { stage: 'b' }),
      advanced('D-2', { stage: 'y' }),
    ]);
    const answer = await ask({ entries, asked: { type: 'DealAdvanced', limit: 1 } });
    expect(answer.entries[0]?.changes).toMatchObject([{ field: 'stage', before: 'x', after: 'y' }]);
  });

  it('says what it does not know where the history before is longer than it reads', async () => {
    const turns = Array.from({ length: 2_100 }, (_, n) => advanced('D-1', { stage: `s-${n}` }));
    const last = advanced('D-1', { stage: 'end', channel: 'partner', amountMinor: 100 });
    const entries = entriesOf([opened('D-1', { channel: 'direct' }), ...turns, last]);
    const { entries: told } = await ask({ entries, asked: { subject: 'deal/D-1', limit: 1 } });
    expect(told[0]?.changes).toEqual([
      expect.objectContaining({ field: 'stage', before: 's-2099', after: 'end' }),
      expect.objectContaining({ field: 'channel', before: null, beforeUnknown: true }),
      expect.objectContaining({ field: 'amountMinor', after: 100, beforeUnknown: true }),
    ]);
    expect(told[0]?.changes[0]).not.toHaveProperty('beforeUnknown');
    // The currency stands in the first entry: none is better than a guess.
    expect(told[0]?.changes[2]).not.toHaveProperty('afterShown');
  });

  it('goes through all that there is about a subject, however long that is', async () => {
    const count = 17 * aboutEntries + 5;
    const turns = Array.from({ length: count }, (_, n) => advanced('D-1', { stage: `s-${n % 2}` }));
    const models = await auditModelsOf(entriesOf([opened('D-1'), ...turns, opened('D-2')]));
    const about = { subject: 'deal/D-1', person: 'ann', limit: 1 };
    expect(sequencesIn(await askOf(models, about))).toEqual([1]);
    const answers = await pages(models, { subject: 'deal/D-1', recordedFrom: day, limit: 500 });
    const all = Array.from({ length: count + 1 }, (_, n) => count + 1 - n);
    expect(answers.flatMap(sequencesIn)).toEqual(all);
    const trail = new AuditTrailHandler(models);
    let from: string | undefined;
    const told: number[] = [];
    do {
      const page = { limit: 500, ...(from === undefined ? {} : { cursor: from }) };
      const answer = await trail.execute(new GetAuditTrail('acme', 'deal/D-1', page));
      told.push(...answer.entries.map(({ sequence }) => sequence));
      from = answer.cursor;
    } while (from !== undefined);
    expect(told).toEqual(all.toReversed());
  }, 30_000);

  it('reads so many rows a page, tells how far it came and goes on from there', async () => {
    const count = readsMax + 3 * chunkEntries;
    const many = Array.from({ length: count }, (_, n) => opened(`D-${n}`));
    const entries = entriesOf([opened('first', { stage: 'Rare' }), ...many]);
    const { models, reads } = counted(await auditModelsOf(entries));
    const answer = await askOf(models, { text: 'rare' });
    expect(answer.entries).toEqual([]);
    expect(reads()).toBeLessThan(readsMax + 400);
    expect(answer.searchedTo).toBeGreaterThan(1);
    expect(answer.cursor).toBe(String(answer.searchedTo));
    const answers = await pages(models, { text: 'rare' });
    expect(answers.flatMap(sequencesIn)).toEqual([1]);
    expect(answers.at(-1)?.searchedTo).toBe(1);
    // What a mark or a column tells is not read at all.
    const before = reads();
    expect(sequencesIn(await askOf(models, { subject: 'deal/first' }))).toEqual([1]);
    expect(reads() - before).toBeLessThan(20);
  }, 30_000);

  it('finds in pages what one look at every entry finds', async () => {
    const few = (prefix: string) => fc.integer({ min: 0, max: 2 }).map((n) => `${prefix}${n}`);
    const made = fc.record({
      deal: few('D-'),
      stage: few('s-'),
      actor: few('user/u-'),
      on: few('2026-03-0'),
    });
    const asked = fc.record(
      {
        subject: few('deal/D-'),
        actor: few('user/u-'),
        text: few('S-'),
        occurredFrom: few('2026-03-0'),
        occurredTo: few('2026-03-0'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(made, { minLength: 1, maxLength: 40 }),
        asked,
        async (list, query) => {
          const events = list.map(({ deal, stage, on }) => opened(deal, { stage }, on));
          const entries = entriesOf(events).map((entry, i) => ({
            ...entry,
            actor: list[i]?.actor ?? '',
          }));
          const wanted = list.flatMap((one, i) => {
            const { subject, actor, text, occurredFrom = '', occurredTo = '9' } = query;
            const isWanted =
              (subject === undefined || subject === `deal/${one.deal}`) &&
              (actor === undefined || actor === one.actor) &&
              (text === undefined || text.toLowerCase() === one.stage) &&
              one.on >= occurredFrom &&
              one.on <= occurredTo;
            return isWanted ? [i + 1] : [];
          });
          const models = await auditModelsOf(entries);
          const { occurredFrom = '', occurredTo = '9' } = query;
          if (occurredTo < occurredFrom) {
            await expect(askOf(models, query)).rejects.toMatchObject({ rule: 'range-backwards' });
            return;
          }
          const isRecorded = list.some(({ deal }) => query.subject === `deal/${deal}`);
          if (query.subject !== undefined && !isRecorded) {
            await expect(askOf(models, query)).rejects.toMatchObject({ rule: 'subject-not-found' });
            return;
          }
          const answers = await pages(models, { ...query, limit: 3 });
          expect(answers.flatMap(sequencesIn)).toEqual(wanted.reverse());
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);
});

/** The same models, counting the rows and entries that are handed out. */
function counted(models: ReadModels): { readonly models: ReadModels; reads(): number } {
  let reads = 0;
  const counting = (view: View): View => ({
    truth: view.truth,
    getMany: async (collection, ids) => {
      reads += ids.length;
      return view.getMany(collection, ids);
    },
    find: async (find) => {
      const page = await view.find(find);
      reads += page.rows.length;
      return page;
    },
    entries: async (sequences) => {
      reads += sequences.length;
      return view.entries(sequences);
    },
  });
  return {
    reads: () => reads,
    models: {
      view: (projection, ledger, after, show) =>
        models.view(projection, ledger, after, (view) => show(counting(view))),
    },
  };
}
