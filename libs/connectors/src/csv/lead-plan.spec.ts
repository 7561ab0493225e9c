import { type CurrentLead, type DesiredLead, type LeadStatus, planLead } from './lead-plan.js';

const source = { system: 'crm', record: 'L-1', hash: 'new' };
const today = '2026-03-31';
const row: DesiredLead = { name: 'Li Wei', channel: 'web', status: 'received' };
const qualified: DesiredLead = { ...row, status: 'qualified' };
const converted: DesiredLead = { ...row, status: 'converted', buyer: 'c-1' };
const disqualified: DesiredLead = { ...row, status: 'disqualified', reason: 'price' };
const now = (status: LeadStatus, turns: object = {}): CurrentLead => ({
  status,
  receivedOn: '2026-01-20',
  sourceHash: 'old',
  ...turns,
});
const plan = (desired: DesiredLead, current?: CurrentLead) =>
  planLead(desired, current, { source, today }).map(({ type, data }) => {
    const { source: told, ...said } = data as { source: object } & Record<string, string>;
    expect(told).toBe(source);
    return [type, said['qualifiedOn'] ?? said['disqualifiedOn'] ?? said['convertedOn']];
  });

describe('the next commands for a row of a list of leads', () => {
  const asReceived = ['ReceiveLead', undefined];
  it.each([
    ['a new lead', row, undefined, [asReceived]],
    ['a new lead that is qualified', qualified, undefined, [asReceived, ['QualifyLead', today]]],
    [
      'a new lead that was qualified and converted',
      { ...converted, qualifiedOn: '2026-02-01', convertedOn: '2026-02-09' },
      undefined,
      [asReceived, ['QualifyLead', '2026-02-01'], ['ConvertLead', '2026-02-09']],
    ],
    ['a lead that is qualified', qualified, now('received'), [['QualifyLead', today]]],
    ['a lead that is converted', converted, now('qualified'), [['ConvertLead', today]]],
    [
      'a lead that came to nothing',
      { ...disqualified, disqualifiedOn: '2026-02-09' },
      now('received'),
      [['DisqualifyLead', '2026-02-09']],
    ],
    // The ledger compares what it was received with, and refuses what is another.
    ['a lead that stands as it stood', qualified, now('qualified'), [asReceived]],
    [
      'a turn of another day, which the ledger refuses',
      { ...qualified, qualifiedOn: '2026-02-02' },
      now('qualified', { qualifiedOn: '2026-02-01' }),
      [['QualifyLead', '2026-02-02']],
    ],
    [
      'another reason, which the ledger refuses',
      disqualified,
      now('disqualified', { disqualifiedOn: '2026-02-01', reason: 'budget' }),
      [['DisqualifyLead', '2026-02-01']],
    ],
    [
      'another buyer, which the ledger refuses',
      converted,
      now('converted', { convertedOn: '2026-02-01', buyer: 'c-2' }),
      [['ConvertLead', '2026-02-01']],
    ],
    [
      'a converted lead that came to nothing, which the ledger refuses',
      disqualified,
      now('converted', { convertedOn: '2026-02-01' }),
      [['DisqualifyLead', today]],
    ],
  ])('%s', (_, desired, current, expected) => {
    expect(plan(desired, current)).toEqual(expected);
  });

  it('are none for a row that was imported last', () => {
    expect(plan(row, { ...now('qualified'), sourceHash: 'new' })).toEqual([]);
  });

  it.each([
    ['received', now('qualified'), row],
    ['received', now('disqualified'), row],
    ['qualified', now('converted'), qualified],
  ])('are refused where the lead would be %s again: row-lead-back', (wanted, current, desired) => {
    expect(() => plan(desired, current)).toThrow(
      expect.objectContaining({
        rule: 'row-lead-back',
        detail: { status: current.status, wanted },
      }),
    );
  });

  it('receive a lead on its day, that of its first turn, or today', () => {
    const dayOf = (desired: DesiredLead, current?: CurrentLead) =>
      planLead(desired, current, { source, today })[0]?.data;
    expect(dayOf({ ...row, receivedOn: '2026-01-02' })).toMatchObject({ receivedOn: '2026-01-02' });
    const turns = { convertedOn: '2026-02-09', qualifiedOn: '2026-02-01' };
    expect(dayOf({ ...converted, ...turns })).toMatchObject({ receivedOn: '2026-02-01' });
    expect(dayOf(row)).toMatchObject({ receivedOn: today });
    expect(dayOf(row, now('received'))).toMatchObject({ receivedOn: '2026-01-20' });
  });

  it('do not compare the customer of a lead that was converted into another', () => {
    const desired = { ...converted, buyer: undefined, customer: 'c-9' };
    const said = planLead(desired, now('converted', { buyer: 'c-1' }), { source, today });
    expect(said[0]?.data).not.toHaveProperty('customer');
    expect(
      planLead({ ...row, customer: 'c-9' }, undefined, { source, today })[0]?.data,
    ).toHaveProperty('customer');
  });
});
