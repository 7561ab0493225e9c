import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { type LedgerKeys } from '@ledger/ledger';
import { entriesOf, folded } from '../testing.js';
import { ChangeSettingsBody, OpenLedgerBody, openLedger } from './index.js';
import { ledgerProjection } from './ledger.projection.js';
import { ledgerOpened } from './testing.js';

const valid = {
  ledger: 'acme',
  name: 'Acme Inc.',
  currency: 'USD',
  timeZone: 'Europe/Berlin',
  calendar: { kind: '4-4-5', yearEndWeekday: 7, yearEndMonth: 12, yearEndRule: 'last' },
  firstDay: '2016-01-01',
  origin: 'acme.example/sales',
};

async function faultsOf(body: object): Promise<readonly string[]> {
  const options = { whitelist: true, forbidNonWhitelisted: true };
  const errors = await validate(plainToInstance(OpenLedgerBody, body), options);
  return errors.map(({ property }) => property);
}

describe('the body that opens a ledger', () => {
  it('is taken whole', async () => {
    expect(await faultsOf(valid)).toEqual([]);
    expect(await faultsOf({ ...valid, calendar: undefined, firstDay: undefined })).toEqual([]);
  });

  it.each([
    ['ledger', 'Acme'],
    ['ledger', undefined],
    ['currency', 'usd'],
    ['origin', ''],
    ['origin', 'two words'],
    ['origin', 'a+b'],
    ['firstDay', '2016-02-30'],
    ['calendar', { kind: 'moons' }],
    ['calendar', { kind: 'months', firstMonth: 13 }],
    ['calendar', 'months'],
    ['disputeWindowDays', 0],
    ['ledgerKeyHash', 'A'.repeat(43)],
  ])('is refused for %s %j', async (field, value) => {
    expect(await faultsOf({ ...valid, [field]: value })).toEqual([field]);
  });

  it('becomes a command that carries what the installation knows', async () => {
    const keys: LedgerKeys = { keyHash: async (ledger) => `hash of ${ledger}`, simulated: true };
    const command = await openLedger(plainToInstance(OpenLedgerBody, valid), keys);
    expect(command).toMatchObject({
      type: 'OpenLedger',
      ledger: 'acme',
      subject: 'ledger/acme',
      data: { name: 'Acme Inc.', simulated: true, ledgerKeyHash: 'hash of acme' },
    });
    expect(command.data).not.toHaveProperty('ledger');
  });
});

describe('the body that changes settings', () => {
  it('knows no time zone and no key', async () => {
    const body = plainToInstance(ChangeSettingsBody, { timeZone: 'UTC', ledgerKeyHash: 'x' });
    const errors = await validate(body, { whitelist: true, forbidNonWhitelisted: true });
    expect(errors.map(({ property }) => property)).toEqual(['timeZone', 'ledgerKeyHash']);
  });
});

describe('the ledger read model', () => {
  it('shows the settings as they stand', () => {
    const entries = entriesOf([
      ledgerOpened(),
      {
        type: 'LedgerSettingsChanged',
        subject: 'ledger/acme',
        occurredOn: '2026-03-02',
        data: { name: 'Acme Holding' },
      },
    ]);
    const row = folded(ledgerProjection, entries).get('ledger')?.get('acme');
    expect(row).toMatchObject({ name: 'Acme Holding', currency: 'USD', version: 2, sequence: 2 });
  });
});
