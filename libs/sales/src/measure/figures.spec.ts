import fc from 'fast-check';
import { type DealEvent } from '../deal/deal.events.js';
import { won } from '../kpi/testing.js';
import { figuresOf, figuresOfMember } from './figures.js';
import { chunkSize } from './space.js';
import { cellView, histories, measured, monthSpans } from './testing.js';

const asked = {
  scope: 'organization',
  by: 'customer',
  measures: [
    { fact: 'won', place: 0 },
    { fact: 'reversed', place: 0 },
    { fact: 'won', place: 1 },
  ],
  spans: monthSpans('2016-01-01', '2018-12-31'),
} as const;

async function expectAlike(events: readonly DealEvent[]): Promise<number> {
  const view = cellView(measured(events));
  const all = await figuresOf(view, asked);
  for (const [number, member] of all.members.entries()) {
    const own = await figuresOfMember(view, { ...asked, member });
    expect(own).toEqual(asked.measures.map(({ fact, place }) => all.of(number, fact, place)));
  }
  return all.members.length;
}

describe('the figures of one member', () => {
  it('are those that it has among all, whatever happens to deals', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (events) => void (await expectAlike(events))),
    );
  });

  it('are found behind the first chunk of members, too', async () => {
    const events = Array.from({ length: chunkSize + 3 }, (_, i) =>
      won('ann', 100 + i, '2017-10-05', { customer: `c${i}` }),
    );
    expect(await expectAlike(events)).toBe(chunkSize + 3);
  });

  it('are nothing for whom nobody counted', async () => {
    const view = cellView(measured([]));
    expect(await figuresOfMember(view, { ...asked, member: 'none' })).toEqual([0, 0, 0]);
  });
});
