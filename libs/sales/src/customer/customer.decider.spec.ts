import { type Command, type Event } from '@ledger/ledger';
import { ledgerOf } from '@ledger/ledger/testing';
import { ledgerSlice } from '../ledger/index.js';
import { ledgerOpened } from '../ledger/testing.js';
import { customerSlice } from './index.js';

const { given } = ledgerOf([ledgerSlice, customerSlice]);

const command = (type: string, data: object): Command => ({
  type,
  ledger: 'acme',
  subject: 'customer/konex',
  data,
});
const event = (type: string, data: object): Event => ({
  type,
  subject: 'customer/konex',
  occurredOn: '2026-03-31',
  data,
});
const source = {
  system: 'crm',
  record: 'k-1',
  hash: 'h'.repeat(43),
  modifiedAt: '2026-03-01T00:00:00Z',
};
const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-02-01T00:00:00Z' };

const ledger = ledgerOpened();
const konex = event('CustomerRegistered', { name: 'sealed:konex', segment: 'enterprise' });

describe('registering a customer', () => {
  const register = (data: object = {}): Command =>
    command('RegisterCustomer', { name: 'sealed:konex', segment: 'enterprise', ...data });

  it('keeps what was said', () => {
    given(ledger).when(register()).then(konex);
    const facts = { industry: 'telecommunications', region: 'East Asia', contacts: 'sealed:list' };
    given(ledger)
      .when(register({ ...facts, source }))
      .then(
        event('CustomerRegistered', {
          name: 'sealed:konex',
          segment: 'enterprise',
          ...facts,
          source,
        }),
      );
  });

  it('counts the day in the time zone of the ledger', () => {
    const [registered] = given(ledger).when(register(), '2026-03-31T22:00:00.000Z').events;
    expect(registered?.occurredOn).toBe('2026-04-01');
  });

  it('records nothing where the same is known, or something newer', () => {
    given(ledger, konex).when(register()).thenNothing();
    given(ledger, event('CustomerRegistered', { name: 'sealed:new', source }))
      .when(register({ source: older }))
      .thenNothing();
  });

  it.each([
    ['customer-exists', [ledger, konex], { segment: 'retail' }, { customer: 'konex' }],
    ['ledger-not-found', [], {}, { ledger: 'acme' }],
  ])('is refused: %s', (rule, events, data, detail) => {
    given(...events)
      .when(register(data))
      .thenRejected(rule, detail);
  });
});

describe('changing a customer', () => {
  const change = (data: object): Command => command('ChangeCustomer', data);

  it('records what differs', () => {
    given(ledger, konex)
      .when(change({ name: 'sealed:konex', segment: null, region: 'East Asia' }))
      .then(event('CustomerChanged', { segment: null, region: 'East Asia' }));
  });

  it('records nothing where nothing differs', () => {
    given(ledger, konex)
      .when(change({ name: 'sealed:konex', segment: 'enterprise', contacts: null }))
      .thenNothing();
  });

  it('records a new state of the source once, and none that is older', () => {
    const heard = event('CustomerChanged', { source });
    given(ledger, konex).when(change({ source })).then(heard);
    given(ledger, konex, heard).when(change({ source })).thenNothing();
    given(ledger, konex, heard)
      .when(change({ segment: 'retail', source: older }))
      .thenNothing();
  });

  it('takes away what is null', () => {
    const changed = event('CustomerChanged', { segment: null, industry: 'steel' });
    expect(given(ledger, konex, changed).state('customer/konex')).toEqual({
      name: 'sealed:konex',
      industry: 'steel',
    });
  });

  it('is refused for nobody known: customer-not-found', () => {
    given(ledger)
      .when(change({ segment: 'retail' }))
      .thenRejected('customer-not-found', { customer: 'konex' });
  });
});
