import { type Command, type Event } from '@ledger/ledger';
import { ledgerOf } from '@ledger/ledger/testing';
import { ledgerSlice } from '../ledger/index.js';
import { ledgerOpened } from '../ledger/testing.js';
import { entriesOf, folded } from '../testing.js';
import { productSlice } from './index.js';
import { normalisedName } from './product.events.js';
import { productProjection } from './product.projection.js';

const today = '2026-03-31';
const { given } = ledgerOf([ledgerSlice, productSlice]);

const command = (type: string, data: object, id = 'gtx-pro'): Command => ({
  type,
  ledger: 'acme',
  subject: `product/${id}`,
  data,
});
const event = (type: string, data: object, id = 'gtx-pro'): Event => ({
  type,
  subject: `product/${id}`,
  occurredOn: today,
  data,
});
const source = {
  system: 'crm',
  record: 'GTX Pro',
  hash: 'h'.repeat(43),
  modifiedAt: '2026-03-01T00:00:00Z',
};
const older = { ...source, hash: 'o'.repeat(43), modifiedAt: '2026-02-01T00:00:00Z' };

const ledger = ledgerOpened();
const gtx = event('ProductAdded', {
  name: 'GTX Pro',
  family: 'GTX',
  listPriceMinor: 482_100,
  aliases: ['GTXPro'],
});
const retired = event('ProductRetired', {});

describe('adding a product', () => {
  const add = (data: object, id?: string): Command =>
    command('AddProduct', { name: 'GTX Pro', ...data }, id);

  it('keeps the list price in minor units', () => {
    given(ledger)
      .when(add({ family: 'GTX', listPrice: '4821', aliases: ['GTXPro'] }))
      .then(gtx);
  });

  it('needs no more than a name', () => {
    given(ledger)
      .when(add({ source: { ...source, modifiedAt: undefined } }))
      .then(
        event('ProductAdded', {
          name: 'GTX Pro',
          aliases: [],
          source: { system: 'crm', record: 'GTX Pro', hash: source.hash },
        }),
      );
  });

  it('drops aliases that are other spellings of what is there', () => {
    given(ledger)
      .when(add({ aliases: ['gtx  pro', 'GTXPro', 'gtxpro', 'ＧＴＸＰｒｏ', 'GTX-P'] }))
      .then(event('ProductAdded', { name: 'GTX Pro', aliases: ['GTXPro', 'GTX-P'] }));
  });

  it('records nothing where the same is known, or something newer', () => {
    given(ledger, gtx)
      .when(add({ family: 'GTX', listPrice: '4821.00', aliases: ['GTXPro'] }))
      .thenNothing();
    given(ledger, event('ProductAdded', { name: 'GTX', aliases: [], source }))
      .when(add({ source: older }))
      .thenNothing();
  });

  it.each<[string, readonly Event[], object, object]>([
    ['product-exists', [ledger, gtx], { family: 'Other' }, { product: 'gtx-pro' }],
    ['amount-malformed', [ledger], { listPrice: '1,5' }, { amount: '1,5', currency: 'USD' }],
    ['amount-decimals', [ledger], { listPrice: '1.005' }, { amount: '1.005', currency: 'USD' }],
    [
      'amount-too-large',
      [ledger],
      { listPrice: '10000000000000.01' },
      { amount: '10000000000000.01', currency: 'USD' },
    ],
    ['amount-negative', [ledger], { listPrice: '-0.01' }, { amount: '-0.01' }],
    ['ledger-not-found', [], {}, { ledger: 'acme' }],
  ])('is refused: %s', (rule, events, data, detail) => {
    given(...events)
      .when(add(data))
      .thenRejected(rule, detail);
  });

  it.each(['gtx pro', 'GTXPRO', 'ｇｔｘｐｒｏ'])(
    'is refused where %s means another product: product-name-taken',
    (name) => {
      const detail = { name, product: 'gtx-pro' };
      given(ledger, gtx).when(add({ name }, 'new')).thenRejected('product-name-taken', detail);
      given(ledger, gtx)
        .when(add({ name: 'New', aliases: [name] }, 'new'))
        .thenRejected('product-name-taken', detail);
    },
  );

  it('may take a name that its product gave up', () => {
    given(ledger, gtx, event('ProductChanged', { name: 'GTX Ultra', aliases: [] }))
      .when(add({}, 'new'))
      .then(event('ProductAdded', { name: 'GTX Pro', aliases: [] }, 'new'));
  });
});

describe('changing a product', () => {
  const change = (data: object): Command => command('ChangeProduct', data);

  it('records what differs', () => {
    given(ledger, gtx)
      .when(change({ name: 'GTX Pro', family: null, listPrice: '5000', aliases: ['GTXPro', 'G'] }))
      .then(
        event('ProductChanged', {
          family: null,
          listPriceMinor: 500_000,
          aliases: ['GTXPro', 'G'],
        }),
      );
  });

  it('records nothing where nothing differs', () => {
    given(ledger, gtx)
      .when(change({ name: 'GTX Pro', family: 'GTX', listPrice: '4821', aliases: ['GTXPro'] }))
      .thenNothing();
    given(ledger, event('ProductAdded', { name: 'GTX', aliases: [] }))
      .when(change({ family: null, listPrice: null }))
      .thenNothing();
  });

  it('records a new state of the source once, and none that is older', () => {
    const heard = event('ProductChanged', { source });
    given(ledger, gtx)
      .when(change({ family: 'GTX', source }))
      .then(heard);
    given(ledger, gtx, heard)
      .when(change({ family: 'GTX', source }))
      .thenNothing();
    given(ledger, gtx, heard)
      .when(change({ family: 'X', source: older }))
      .thenNothing();
  });

  it('takes away what is null', () => {
    const changed = event('ProductChanged', { family: null, listPriceMinor: null });
    expect(given(ledger, gtx, changed).state('product/gtx-pro')).toEqual({
      name: 'GTX Pro',
      aliases: ['GTXPro'],
    });
  });

  it.each<[string, readonly Event[], object, object]>([
    ['product-not-found', [ledger], { name: 'X' }, { product: 'gtx-pro' }],
    [
      'product-retired',
      [ledger, gtx, retired],
      { family: 'X' },
      { product: 'gtx-pro', retiredOn: today },
    ],
    [
      'product-name-taken',
      [ledger, gtx, event('ProductAdded', { name: 'MG', aliases: [] }, 'mg')],
      { aliases: ['GTXPro', 'mg'] },
      { name: 'mg', product: 'mg' },
    ],
    ['amount-negative', [ledger, gtx], { listPrice: '-1' }, { amount: '-1' }],
  ])('is refused: %s', (rule, events, data, detail) => {
    given(...events)
      .when(change(data))
      .thenRejected(rule, detail);
  });
});

describe('retiring a product', () => {
  it('holds from today on', () => {
    given(ledger, gtx)
      .when(command('RetireProduct', { reason: 'Replaced' }))
      .then(event('ProductRetired', { reason: 'Replaced' }));
  });

  it('records nothing a second time', () => {
    given(ledger, gtx, retired).when(command('RetireProduct', {})).thenNothing();
  });

  it('is refused for what is not there: product-not-found', () => {
    given(ledger)
      .when(command('RetireProduct', {}))
      .thenRejected('product-not-found', { product: 'gtx-pro' });
  });
});

describe('the product read model', () => {
  const namesAfter = (...events: readonly Event[]): object => {
    const rows = folded(productProjection, entriesOf([ledger, ...events])).get('product-name');
    return Object.fromEntries([...(rows ?? [])].map(([name, row]) => [name, row['product']]));
  };

  it('finds a product by each of its names', () => {
    expect(namesAfter(gtx)).toEqual({ 'gtx pro': 'gtx-pro', gtxpro: 'gtx-pro' });
    expect(namesAfter(gtx)).toHaveProperty([normalisedName(' GTX  PRO')]);
  });

  it('forgets names that were given up, and keeps those that were not', () => {
    const changed = event('ProductChanged', { name: 'GTX Ultra' });
    expect(namesAfter(gtx, changed)).toEqual({ 'gtx ultra': 'gtx-pro', gtxpro: 'gtx-pro' });
    expect(namesAfter(gtx, event('ProductChanged', { family: null }), retired)).toEqual(
      namesAfter(gtx),
    );
  });

  it('leaves a name to the product that took it over', () => {
    const handed = [
      event('ProductChanged', { name: 'GTX Ultra', aliases: [] }),
      event('ProductAdded', { name: 'GTX Pro', aliases: [] }, 'new'),
      event('ProductChanged', { family: 'X' }),
    ];
    expect(namesAfter(gtx, ...handed)).toEqual({ 'gtx ultra': 'gtx-pro', 'gtx pro': 'new' });
  });
});

describe('a normalised name', () => {
  it('is short enough to be a key, whatever somebody calls a product', () => {
    const longest = Buffer.byteLength(normalisedName('\u{fdfa}'.repeat(120)));
    expect(longest).toBeLessThanOrEqual(480);
  });
});
