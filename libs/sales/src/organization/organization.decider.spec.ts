import { type Command, type Entry, type Event } from '@ledger/ledger';
import { ledgerOf } from '@ledger/ledger/testing';
import { type Credit, deal } from '../deal/deal.events.js';
import { ledgerSlice } from '../ledger/index.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf } from '../testing.js';
import { organizationSlice } from './index.js';
import {
  type SalespersonEvent,
  type SalespersonState,
  roleOn,
  salesperson,
  teamLevelsMax,
} from './organization.events.js';

const first = '2016-01-01';
const dealsAsOthersRecordThem = {
  ...ledgerSlice,
  name: 'deal',
  events: {},
  subjects: [deal],
  commands: [],
  decider: undefined,
};
const { given } = ledgerOf([ledgerSlice, organizationSlice, dealsAsOthersRecordThem]);

const command = (type: string, subject: string, data: object): Command => ({
  type,
  ledger: 'acme',
  subject,
  data,
});
const event = (type: string, subject: string, data: object, occurredOn = first): Event => ({
  type,
  subject,
  occurredOn,
  data,
});

const ledger = ledgerOpened();
const ann = event('SalespersonAdded', 'salesperson/ann', { name: 'Ann', role: 'salesperson' });
const mia = event(
  'SalespersonAdded',
  'salesperson/mia',
  { name: 'Mia', role: 'manager' },
  '2020-01-01',
);
const left = event('SalespersonDeactivated', 'salesperson/ann', {}, '2024-01-01');
const west = event('TerritoryCreated', 'territory/west', { name: 'West' }, '2018-01-01');
const team = (id: string, parent: string | null = null, from = first): Event =>
  event('TeamCreated', `team/${id}`, { name: id, parent }, from);
const moved = (id: string, parent: string | null, from: string): Event =>
  event('TeamMoved', `team/${id}`, { parent }, from);
const inTeam = (id: string | null, from = first): Event =>
  event('SalespersonAssignedToTeam', 'salesperson/ann', { team: id }, from);

function won(
  closedOn: string,
  credits: readonly Partial<Credit>[],
  overlay: readonly Partial<Credit>[] = [],
): readonly Event[] {
  const facts = { owner: { salesperson: 'ann', teams: [] }, products: [], currency: 'USD' };
  const sold = {
    closedOn,
    amountMinor: 100,
    currency: 'USD',
    lines: [],
    primary: credits,
    overlay,
  };
  return [
    event('DealOpened', 'deal/D-1', facts, closedOn),
    event('DealWon', 'deal/D-1', sold, closedOn),
  ];
}

describe('adding a salesperson', () => {
  const add = (data: object): Command =>
    command('AddSalesperson', 'salesperson/ann', { name: 'Ann', ...data });

  it('holds from the first day where nobody says otherwise', () => {
    given(ledger).when(add({})).then(ann);
  });

  it('keeps role, e-mail, day and source', () => {
    const source = { system: 'crm', record: 'r-1', hash: 'h'.repeat(43), modifiedAt: undefined };
    given(ledger)
      .when(add({ email: 'sealed:e', role: 'manager', effectiveOn: '2020-05-01', source }))
      .then(
        event(
          'SalespersonAdded',
          'salesperson/ann',
          {
            name: 'Ann',
            email: 'sealed:e',
            role: 'manager',
            source: { system: 'crm', record: 'r-1', hash: 'h'.repeat(43) },
          },
          '2020-05-01',
        ),
      );
  });

  it('records nothing where the same is known', () => {
    given(ledger, ann).when(add({})).thenNothing();
  });

  it('records nothing where the source has older news', () => {
    const source = { system: 'crm', record: 'r-1', hash: 'h'.repeat(43) };
    const known = event('SalespersonAdded', 'salesperson/ann', {
      name: 'Ann B.',
      role: 'salesperson',
      source: { ...source, modifiedAt: '2026-03-02T00:00:00Z' },
    });
    const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-03-02T00:30:00+01:00' };
    given(ledger, known)
      .when(add({ source: older }))
      .thenNothing();
  });

  it.each([
    ['salesperson-exists', [ledger, ann], { name: 'Another' }, { salesperson: 'ann' }],
    ['salesperson-exists', [ledger, ann], { effectiveOn: '2017-01-01' }, { salesperson: 'ann' }],
    [
      'date-before-first-day',
      [ledger],
      { effectiveOn: '2015-12-31' },
      { date: '2015-12-31', firstDay: first },
    ],
    ['ledger-not-found', [], {}, { ledger: 'acme' }],
  ])('is refused: %s', (rule, events, data, detail) => {
    given(...events)
      .when(add(data))
      .thenRejected(rule, detail);
  });
});

describe('changing a salesperson', () => {
  const change = (data: object): Command => command('ChangeSalesperson', 'salesperson/ann', data);
  const source = {
    system: 'crm',
    record: 'r-1',
    hash: 'h'.repeat(43),
    modifiedAt: '2026-03-01T00:00:00Z',
  };

  it('records what differs', () => {
    given(ledger, ann)
      .when(change({ name: 'Ann', role: 'manager', email: 'sealed:e' }))
      .then(event('SalespersonChanged', 'salesperson/ann', { role: 'manager', email: 'sealed:e' }));
  });

  it('records nothing where nothing differs', () => {
    given(ledger, ann)
      .when(change({ name: 'Ann', role: 'salesperson' }))
      .thenNothing();
  });

  const promoted = event(
    'SalespersonChanged',
    'salesperson/ann',
    { role: 'manager' },
    '2025-01-01',
  );

  it('records a role from the day on which it holds, also where a later one is known or it was held before', () => {
    given(ledger, ann)
      .when(change({ role: 'manager', effectiveOn: '2025-01-01' }))
      .then(promoted);
    given(ledger, ann, promoted)
      .when(change({ role: 'manager', effectiveOn: '2025-01-01' }))
      .thenNothing();
    given(ledger, ann, promoted)
      .when(change({ role: 'manager', effectiveOn: '2025-06-01' }))
      .thenNothing();
    given(ledger, ann, promoted)
      .when(change({ role: 'salesperson', effectiveOn: '2025-01-01' }))
      .then(event('SalespersonChanged', 'salesperson/ann', { role: 'salesperson' }, '2025-01-01'));
    given(ledger, ann, promoted)
      .when(change({ role: 'salesperson', effectiveOn: '2026-01-01' }))
      .then(event('SalespersonChanged', 'salesperson/ann', { role: 'salesperson' }, '2026-01-01'));
  });

  it('is refused where a role would change before the last one began: assignment-overlaps', () => {
    given(ledger, ann, promoted)
      .when(change({ role: 'manager', effectiveOn: '2024-06-01' }))
      .thenRejected('assignment-overlaps', {
        subject: 'salesperson/ann',
        latest: '2025-01-01',
        date: '2024-06-01',
      });
  });

  it('tells the role of any day, also where a log dated a change before the last one', () => {
    const earlier = event(
      'SalespersonChanged',
      'salesperson/ann',
      { role: 'manager' },
      '2023-01-01',
    );
    const again = event(
      'SalespersonChanged',
      'salesperson/ann',
      { role: 'salesperson' },
      '2024-01-01',
    );
    const anew = event(
      'SalespersonChanged',
      'salesperson/ann',
      { role: 'salesperson' },
      '2025-01-01',
    );
    const state = entriesOf([ann, promoted, earlier, again, anew]).reduce<
      SalespersonState | undefined
    >((before, entry) => salesperson.evolve(before, entry as Entry<SalespersonEvent>), undefined);
    if (state === undefined) throw new Error('nobody');
    const days = [
      '2015-01-01',
      '2022-12-31',
      '2023-01-01',
      '2023-12-31',
      '2024-01-01',
      '2026-01-01',
    ];
    expect(days.map((day) => roleOn(state, day))).toEqual([
      ...['salesperson', 'salesperson', 'manager', 'manager', 'salesperson', 'salesperson'],
    ]);
    expect(state.role).toBe('salesperson');
    expect(state.roles.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 5]);
  });

  it('records that the source changed although no field here did, once', () => {
    const heard = event('SalespersonChanged', 'salesperson/ann', { source });
    given(ledger, ann)
      .when(change({ name: 'Ann', source }))
      .then(heard);
    given(ledger, ann, heard)
      .when(change({ name: 'Ann', source }))
      .thenNothing();
  });

  it('records nothing where the source has older news', () => {
    const heard = event('SalespersonChanged', 'salesperson/ann', { source });
    const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-02-28T23:59:59Z' };
    given(ledger, ann, heard)
      .when(change({ name: 'Old', source: older }))
      .thenNothing();
  });

  it('is refused for nobody known: salesperson-not-found', () => {
    given(ledger)
      .when(change({ name: 'X' }))
      .thenRejected('salesperson-not-found', { salesperson: 'ann' });
  });
});

describe('deactivating a salesperson', () => {
  const leave = (effectiveOn: string, reason?: string): Command =>
    command('DeactivateSalesperson', 'salesperson/ann', { effectiveOn, reason });

  it('holds from that day on', () => {
    given(ledger, ann)
      .when(leave('2024-01-01', 'Retired'))
      .then(
        event('SalespersonDeactivated', 'salesperson/ann', { reason: 'Retired' }, '2024-01-01'),
      );
  });

  it('records nothing where it is so', () => {
    given(ledger, ann, left).when(leave('2024-01-01')).thenNothing();
  });

  it('may turn out to have been earlier', () => {
    given(ledger, ann, left)
      .when(leave('2023-12-01'))
      .then(event('SalespersonDeactivated', 'salesperson/ann', {}, '2023-12-01'));
  });

  it.each([
    ['salesperson-not-found', [ledger], '2024-01-01', { salesperson: 'ann' }],
    [
      'salesperson-inactive',
      [ledger, ann, left],
      '2024-01-02',
      { salesperson: 'ann', date: '2024-01-02' },
    ],
    [
      'change-reaches-credits',
      [ledger, ann, ...won('2024-01-01', [{ salesperson: 'ann', teams: [] }])],
      '2024-01-01',
      { subject: 'salesperson/ann', closedOn: '2024-01-01', date: '2024-01-01' },
    ],
  ])('is refused: %s', (rule, events, date, detail) => {
    given(...events)
      .when(leave(date))
      .thenRejected(rule, detail);
  });

  it('is possible from the day after the last credit', () => {
    given(ledger, ann, ...won('2024-01-01', [{ salesperson: 'ann', teams: [] }]))
      .when(leave('2024-01-02'))
      .then(event('SalespersonDeactivated', 'salesperson/ann', {}, '2024-01-02'));
  });
});

describe('assigning somebody to a team', () => {
  const assign = (id: string | null, effectiveOn?: string): Command =>
    command('AssignToTeam', 'salesperson/ann', { team: id, effectiveOn });
  const teams = [ledger, ann, team('north'), team('south', null, '2019-01-01')];

  it('holds from the first day where nobody says otherwise', () => {
    given(...teams)
      .when(assign('north'))
      .then(inTeam('north'));
  });

  it('ends with no team, even after leaving', () => {
    given(...teams, inTeam('north'), left)
      .when(assign(null, '2024-01-01'))
      .then(inTeam(null, '2024-01-01'));
  });

  it.each([
    ['the same once more', [inTeam('north')], 'north', first],
    ['later, where it holds', [inTeam('north')], 'north', '2020-01-01'],
    [
      'what was said of an earlier day',
      [inTeam('north'), inTeam('south', '2020-01-01')],
      'north',
      first,
    ],
    ['no team where there is none', [], null, '2020-01-01'],
  ])('records nothing: %s', (_, events, id, date) => {
    given(...teams, ...events)
      .when(assign(id, date))
      .thenNothing();
  });

  it.each([
    ['salesperson-not-found', [ledger], 'north', first, { salesperson: 'ann' }],
    ['team-unknown', [ledger, ann], 'north', first, { team: 'north' }],
    [
      'team-starts-later',
      teams,
      'south',
      '2018-12-31',
      { team: 'south', createdOn: '2019-01-01', date: '2018-12-31' },
    ],
    [
      'assignment-overlaps',
      [...teams, inTeam('north', '2020-01-01')],
      'south',
      '2019-12-31',
      { subject: 'salesperson/ann', latest: '2020-01-01', date: '2019-12-31' },
    ],
    [
      'assignment-overlaps',
      [...teams, inTeam('north'), inTeam('south', '2020-01-01')],
      'north',
      '2019-06-01',
      { subject: 'salesperson/ann', latest: '2020-01-01', date: '2019-06-01' },
    ],
    [
      'salesperson-inactive',
      [...teams, left],
      'north',
      '2024-01-01',
      { salesperson: 'ann', date: '2024-01-01' },
    ],
    [
      'change-reaches-credits',
      [...teams, ...won('2024-01-01', [], [{ salesperson: 'ann', teams: [] }])],
      'north',
      '2024-01-01',
      { subject: 'salesperson/ann', closedOn: '2024-01-01', date: '2024-01-01' },
    ],
    [
      'date-before-first-day',
      teams,
      'north',
      '2015-12-31',
      { date: '2015-12-31', firstDay: first },
    ],
  ])('is refused: %s', (rule, events, id, date, detail) => {
    given(...events)
      .when(assign(id, date))
      .thenRejected(rule, detail);
  });
});

describe('assigning a territory', () => {
  const assign = (id: string | null, effectiveOn?: string): Command =>
    command('AssignTerritory', 'salesperson/ann', { territory: id, effectiveOn });
  const assigned = (id: string | null, from: string): Event =>
    event('TerritoryAssigned', 'salesperson/ann', { territory: id }, from);

  it('holds from that day on', () => {
    given(ledger, ann, west)
      .when(assign('west', '2018-01-01'))
      .then(assigned('west', '2018-01-01'));
  });

  it('records nothing where it holds', () => {
    given(ledger, ann, west, assigned('west', '2018-01-01'))
      .when(assign('west', '2019-01-01'))
      .thenNothing();
  });

  it('ends with null', () => {
    given(ledger, ann, west, assigned('west', '2018-01-01'))
      .when(assign(null, '2019-01-01'))
      .then(assigned(null, '2019-01-01'));
  });

  it.each([
    ['territory-unknown', [ledger, ann], 'west', first, { territory: 'west' }],
    [
      'territory-starts-later',
      [ledger, ann, west],
      'west',
      first,
      { territory: 'west', createdOn: '2018-01-01', date: first },
    ],
    [
      'assignment-overlaps',
      [ledger, ann, west, assigned('west', '2019-01-01')],
      null,
      '2018-06-01',
      { subject: 'salesperson/ann', latest: '2019-01-01', date: '2018-06-01' },
    ],
    [
      'salesperson-inactive',
      [ledger, ann, west, left],
      'west',
      '2024-02-01',
      { salesperson: 'ann', date: '2024-02-01' },
    ],
    [
      'change-reaches-credits',
      [ledger, ann, west, ...won('2024-03-01', [{ salesperson: 'ann', teams: [] }])],
      'west',
      '2024-02-01',
      { subject: 'salesperson/ann', closedOn: '2024-03-01', date: '2024-02-01' },
    ],
  ])('is refused: %s', (rule, events, id, date, detail) => {
    given(...events)
      .when(assign(id, date))
      .thenRejected(rule, detail);
  });
});

describe('a change that starts on the same day as the last one', () => {
  const day = '2020-01-01';
  const assign = (id: string | null): Command =>
    command('AssignToTeam', 'salesperson/ann', { team: id, effectiveOn: day });
  const replacing = (change: Event, corrects: number): Event => ({
    ...change,
    data: { ...change.data, corrects },
  });
  const book = [ledger, ann, team('north'), team('south'), inTeam('north')];
  const toSouth = inTeam('south', day);
  const backToNorth = replacing(inTeam('north', day), book.length + 1);

  it('takes its place and names the entry that it corrects', () => {
    given(...book, toSouth)
      .when(assign('north'))
      .then(backToNorth);
    given(...book, toSouth)
      .when(assign(null))
      .then(replacing(inTeam(null, day), book.length + 1));
  });

  it('goes there and back any number of times, with one assignment a day', () => {
    const again = given(...book, toSouth, backToNorth);
    expect(again.state('salesperson/ann')).toMatchObject({
      teams: [
        { from: first, value: 'north', sequence: book.length },
        { from: day, value: 'north', sequence: book.length + 2 },
      ],
    });
    again.when(assign('north')).thenNothing();
    again.when(assign('south')).then(replacing(inTeam('south', day), book.length + 2));
  });

  it('is one of territories, parents and managers too', () => {
    const territory = (id: string | null): Event =>
      event('TerritoryAssigned', 'salesperson/ann', { territory: id }, day);
    const led = (id: string | null): Event =>
      event('ManagerAssigned', 'team/north', { manager: id }, day);
    given(ledger, ann, west, territory('west'))
      .when(command('AssignTerritory', 'salesperson/ann', { territory: null, effectiveOn: day }))
      .then(replacing(territory(null), 4));
    given(ledger, mia, team('north'), led('mia'))
      .when(command('AssignManager', 'team/north', { manager: null, effectiveOn: day }))
      .then(replacing(led(null), 4));
    given(ledger, team('europe'), team('north', 'europe'))
      .when(command('MoveTeam', 'team/north', { parent: null }))
      .then(replacing(moved('north', null, first), 3));
  });

  it('is refused where a deal of that day or later is credited: change-reaches-credits', () => {
    const credited = (closedOn: string) =>
      given(...book, toSouth, ...won(closedOn, [{ salesperson: 'ann', teams: ['south'] }]));
    const detail = { subject: 'salesperson/ann', closedOn: day, date: day };
    credited(day).when(assign('north')).thenRejected('change-reaches-credits', detail);
    credited('2019-12-31').when(assign('north')).then(backToNorth);
  });
});

describe('creating a team', () => {
  const create = (data: object): Command =>
    command('CreateTeam', 'team/north', { name: 'north', ...data });

  it('holds from the first day, at the top, where nobody says otherwise', () => {
    given(ledger).when(create({})).then(team('north'));
  });

  it('may stand under another team', () => {
    given(ledger, team('europe'))
      .when(create({ parent: 'europe', effectiveOn: '2020-01-01' }))
      .then(team('north', 'europe', '2020-01-01'));
  });

  it('records nothing where the same is known', () => {
    given(ledger, team('europe'), team('north', 'europe'))
      .when(create({ parent: 'europe' }))
      .thenNothing();
    given(ledger, team('north'))
      .when(create({ parent: null }))
      .thenNothing();
  });

  it.each([
    ['team-exists', [ledger, team('north')], { name: 'South' }, { team: 'north' }],
    ['team-unknown', [ledger], { parent: 'europe' }, { team: 'europe' }],
    [
      'team-cycle',
      [ledger, team('south', 'north')],
      { parent: 'south' },
      { team: 'north', parent: 'south', date: first },
    ],
    [
      'team-starts-later',
      [ledger, team('europe', null, '2020-01-01')],
      { parent: 'europe' },
      { team: 'europe', createdOn: '2020-01-01', date: first },
    ],
  ])('is refused: %s', (rule, events, data, detail) => {
    given(...events)
      .when(create(data))
      .thenRejected(rule, detail);
  });
});

describe('moving a team', () => {
  const move = (id: string, parent: string | null, effectiveOn?: string): Command =>
    command('MoveTeam', `team/${id}`, { parent, effectiveOn });
  const chain = (name: string, length: number): readonly Event[] =>
    Array.from({ length }, (_, level) =>
      team(`${name}${level + 1}`, level === 0 ? null : `${name}${level}`),
    );

  it('holds from that day on', () => {
    given(ledger, team('europe'), team('north'))
      .when(move('north', 'europe', '2020-01-01'))
      .then(moved('north', 'europe', '2020-01-01'));
  });

  it('may begin where a team stood nowhere', () => {
    given(ledger, team('europe'), team('north'))
      .when(move('north', 'europe'))
      .then(moved('north', 'europe', first));
  });

  it('records nothing where it stands there', () => {
    given(ledger, team('europe'), team('north', 'europe'))
      .when(move('north', 'europe', '2020-01-01'))
      .thenNothing();
  });

  it('is possible where only an earlier day would have made a cycle', () => {
    given(ledger, team('a'), team('b', 'a'), moved('b', null, '2020-01-01'))
      .when(move('a', 'b', '2020-01-01'))
      .then(moved('a', 'b', '2020-01-01'));
  });

  it('counts levels as they are, not as they were', () => {
    given(
      ledger,
      ...chain('a', teamLevelsMax - 1),
      ...chain('b', 2),
      moved('b2', null, '2019-01-01'),
    )
      .when(move('b1', `a${teamLevelsMax - 1}`, '2020-01-01'))
      .then(moved('b1', `a${teamLevelsMax - 1}`, '2020-01-01'));
  });

  it.each([
    ['team-not-found', [ledger], move('north', null), { team: 'north' }],
    ['team-unknown', [ledger, team('north')], move('north', 'europe'), { team: 'europe' }],
    [
      'team-cycle',
      [ledger, team('north')],
      move('north', 'north'),
      { team: 'north', parent: 'north', date: first },
    ],
    [
      'team-cycle',
      [ledger, ...chain('a', 3)],
      move('a1', 'a3', '2020-01-01'),
      { team: 'a1', parent: 'a3', date: '2020-01-01' },
    ],
    [
      // b joins c on a later day; from then on a would stand above and below c.
      'team-cycle',
      [ledger, team('a'), team('b'), team('c', 'a'), moved('b', 'c', '2021-01-01')],
      move('a', 'b', '2020-01-01'),
      { team: 'a', parent: 'b', date: '2021-01-01' },
    ],
    [
      'team-too-deep',
      [ledger, ...chain('a', teamLevelsMax - 1), ...chain('b', 2)],
      move('b1', `a${teamLevelsMax - 1}`, '2020-01-01'),
      { date: '2020-01-01', levels: teamLevelsMax + 1, levelsMax: teamLevelsMax },
    ],
    [
      'team-starts-later',
      [ledger, team('north', null, '2020-01-01')],
      move('north', null, '2019-01-01'),
      { team: 'north', createdOn: '2020-01-01', date: '2019-01-01' },
    ],
    [
      'assignment-overlaps',
      [ledger, team('europe'), team('north'), moved('north', 'europe', '2020-01-01')],
      move('north', 'europe', '2019-12-31'),
      { subject: 'team/north', latest: '2020-01-01', date: '2019-12-31' },
    ],
    [
      // Credited to somebody in a team below.
      'change-reaches-credits',
      [
        ledger,
        team('europe'),
        team('north'),
        ...won('2024-01-01', [{ salesperson: 'ann', teams: ['inner', 'north'] }]),
      ],
      move('north', 'europe', '2024-01-01'),
      { subject: 'team/north', closedOn: '2024-01-01', date: '2024-01-01' },
    ],
  ])('is refused: %s', (rule, events, next, detail) => {
    given(...events)
      .when(next)
      .thenRejected(rule, detail);
  });
});

describe('assigning a manager', () => {
  const lead = (manager: string | null, effectiveOn?: string): Command =>
    command('AssignManager', 'team/north', { manager, effectiveOn });
  const led = (manager: string | null, from: string): Event =>
    event('ManagerAssigned', 'team/north', { manager }, from);

  it('holds from that day on', () => {
    given(ledger, mia, team('north'))
      .when(lead('mia', '2020-01-01'))
      .then(led('mia', '2020-01-01'));
  });

  it('records nothing where it holds', () => {
    given(ledger, mia, team('north'), led('mia', '2020-01-01'))
      .when(lead('mia', '2021-01-01'))
      .thenNothing();
  });

  it('ends with null', () => {
    given(ledger, mia, team('north'), led('mia', '2020-01-01'))
      .when(lead(null, '2021-01-01'))
      .then(led(null, '2021-01-01'));
  });

  it.each([
    ['team-not-found', [ledger, mia], 'mia', '2020-01-01', { team: 'north' }],
    ['salesperson-unknown', [ledger, team('north')], 'mia', '2020-01-01', { salesperson: 'mia' }],
    [
      'salesperson-inactive',
      [ledger, mia, team('north')],
      'mia',
      '2019-12-31',
      { salesperson: 'mia', date: '2019-12-31' },
    ],
    [
      'assignment-overlaps',
      [ledger, mia, team('north'), led('mia', '2020-01-01')],
      null,
      '2019-12-31',
      { subject: 'team/north', latest: '2020-01-01', date: '2019-12-31' },
    ],
    [
      'change-reaches-credits',
      [
        ledger,
        mia,
        team('north'),
        ...won('2024-01-01', [{ salesperson: 'ann', teams: ['north'] }]),
      ],
      'mia',
      '2024-01-01',
      { subject: 'team/north', closedOn: '2024-01-01', date: '2024-01-01' },
    ],
  ])('is refused: %s', (rule, events, manager, date, detail) => {
    given(...events)
      .when(lead(manager, date))
      .thenRejected(rule, detail);
  });
});

describe('creating a territory', () => {
  const create = (data: object): Command =>
    command('CreateTerritory', 'territory/west', { name: 'West', ...data });

  it('holds from that day on', () => {
    given(ledger)
      .when(create({ effectiveOn: '2018-01-01' }))
      .then(west);
  });

  it('records nothing where the same is known', () => {
    given(ledger, west)
      .when(create({ effectiveOn: '2018-01-01' }))
      .thenNothing();
  });

  it('is refused where another one has the id: territory-exists', () => {
    given(ledger, west)
      .when(create({ name: 'East', effectiveOn: '2018-01-01' }))
      .thenRejected('territory-exists', { territory: 'west' });
  });
});

describe('credits', () => {
  it('count by the latest day on which a deal was won or is corrected to', () => {
    const [opened, sold] = won('2024-03-01', [{ salesperson: 'ann', teams: ['north'] }]);
    if (opened === undefined || sold === undefined) throw new Error('no deal');
    const is = {
      ...sold.data,
      closedOn: '2024-02-01',
      primary: [{ salesperson: 'mia', teams: ['south', 'north'] }],
    };
    const corrected = event(
      'DealCorrected',
      'deal/D-1',
      { was: sold.data, is, reason: 'x', corrects: 2 },
      '2024-02-01',
    );
    const book = given(opened, sold, corrected);
    expect(book.state('credited/salesperson/ann')).toBe('2024-03-01');
    expect(book.state('credited/salesperson/mia')).toBe('2024-02-01');
    expect(book.state('credited/team/north')).toBe('2024-03-01');
    expect(book.state('credited/team/south')).toBe('2024-02-01');
    expect(book.state('credited/team/europe')).toBeUndefined();
  });
});
