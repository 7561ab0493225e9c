import { type CurrentDeal, type DesiredDeal, planDeal } from './deal-plan.js';

const source = { system: 'crm', record: 'D-1', hash: 'new' };
const row: DesiredDeal = {
  salesperson: 'sp-1',
  product: 'gtx',
  customer: 'c-1',
  status: 'open',
  stage: 'Engaging',
  openedOn: '2017-01-02',
};
const won: DesiredDeal = {
  ...row,
  status: 'won',
  stage: 'Won',
  closedOn: '2017-03-01',
  value: '1054',
};
const lost: DesiredDeal = { ...row, status: 'lost', stage: 'Lost', closedOn: '2017-03-01' };
const now = (deal: DesiredDeal): CurrentDeal => ({
  ...deal,
  owner: deal.salesperson,
  version: 2,
  sourceHash: 'old',
});
const types = (desired: DesiredDeal, current?: CurrentDeal): readonly string[] =>
  planDeal(desired, current, source).map(({ type }) => type);

describe('the next commands for a row of a pipeline', () => {
  it.each([
    ['a new open deal', row, undefined, ['OpenDeal']],
    ['a new won deal', won, undefined, ['OpenDeal', 'WinDeal']],
    ['a new lost deal', lost, undefined, ['OpenDeal', 'LoseDeal']],
    ['an open deal that was won', won, now(row), ['AdvanceDeal', 'WinDeal']],
    ['an open deal that was lost', lost, now(row), ['AdvanceDeal', 'LoseDeal']],
    ['another stage', { ...row, stage: 'Proposal' }, now(row), ['AdvanceDeal']],
    ['another owner', { ...row, salesperson: 'sp-2' }, now(row), ['ReassignDeal']],
    ['another amount of a won deal', { ...won, value: '1000' }, now(won), ['CorrectDeal']],
    ['another owner of a won deal', { ...won, salesperson: 'sp-2' }, now(won), ['CorrectDeal']],
    ['a won deal that is open again', row, now(won), ['ReopenDeal', 'AdvanceDeal']],
    [
      'a won deal whose credit was corrected, back to its owner',
      { ...won, salesperson: 'sp-1' },
      { ...now(won), salesperson: 'sp-2' },
      ['CorrectDeal'],
    ],
    [
      'a won deal whose credit was corrected, open again by whom it credits',
      { ...row, salesperson: 'sp-2' },
      { ...now(won), salesperson: 'sp-2' },
      ['ReopenDeal', 'ReassignDeal', 'AdvanceDeal'],
    ],
    [
      'a won deal that was lost after all',
      lost,
      now(won),
      ['ReopenDeal', 'AdvanceDeal', 'LoseDeal'],
    ],
    [
      'a lost deal that was won after all',
      won,
      now(lost),
      ['ReopenDeal', 'AdvanceDeal', 'WinDeal'],
    ],
    [
      'a lost deal lost on another day',
      { ...lost, closedOn: '2017-03-02' },
      now(lost),
      ['ReopenDeal', 'LoseDeal'],
    ],
    [
      'another open date of a won deal',
      { ...won, openedOn: '2017-01-03' },
      now(won),
      ['ReopenDeal', 'AdvanceDeal', 'WinDeal'],
    ],
    [
      'another open date of a lost deal',
      { ...lost, openedOn: '2017-01-03' },
      now(lost),
      ['ReopenDeal', 'AdvanceDeal', 'LoseDeal'],
    ],
    ['another channel of an open deal', { ...row, channel: 'fair' }, now(row), ['AdvanceDeal']],
    ['another channel of a won deal', { ...won, channel: 'fair' }, now(won), ['CorrectDeal']],
    ['another probability', { ...row, probabilityBp: 6000 }, now(row), ['AdvanceDeal']],
    [
      'another reason of a lost deal',
      { ...lost, reason: 'price' },
      now({ ...lost, reason: 'budget' }),
      ['ReopenDeal', 'LoseDeal'],
    ],
    ['another title', { ...row, title: 'Renewal' }, now(row), []],
    ['the same values under another hash', won, now(won), []],
  ])('%s', (_, desired, current, expected) => {
    expect(types(desired, current)).toEqual(expected);
  });

  it('are none for a row that was imported last', () => {
    expect(types({ ...won, value: '1' }, { ...now(won), sourceHash: 'new' })).toEqual([]);
  });

  it('all carry where the row came from', () => {
    const sources = planDeal(won, undefined, source).map(({ data }) => data);
    expect(sources).toMatchObject([{ source }, { source }]);
  });

  it('take nothing away where a cell is empty', () => {
    const without = { ...row, customer: undefined };
    expect(types(without, now(row))).toEqual([]);
  });

  it.each([
    ['won', now({ ...won, value: '1054.00' })],
    ['lost', now({ ...lost, value: '1054.00' })],
  ])('tell a %s deal that is open again its amount and when it is expected', (_, current) => {
    const again = { ...row, value: '900.00', closedOn: '2017-09-30' };
    expect(planDeal(again, current, source).at(-1)).toMatchObject({
      type: 'AdvanceDeal',
      data: { amount: '900.00', expectedCloseOn: '2017-09-30' },
    });
    const before = { ...current, expectedCloseOn: '2017-09-30' };
    const unchanged = planDeal({ ...again, value: '1054.00' }, before, source).at(-1)?.data;
    expect(unchanged).toEqual({ stage: 'Engaging', source });
  });

  it('leave openedOn out where the row has none', () => {
    const without = { ...row, openedOn: undefined };
    expect(planDeal(without, undefined, source)[0]?.data).not.toHaveProperty('openedOn');
  });
});
