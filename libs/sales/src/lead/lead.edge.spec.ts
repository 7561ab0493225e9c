// Leads over real HTTP: what the routes take and send on, and how leads are read.
import { type Command } from '@ledger/ledger';
import { opened } from '../deal/testing.js';
import { edgeOf, listContract, recordingContract } from '../edge.contract.js';
import { organizationProjection } from '../organization/organization.projection.js';
import { entriesOf } from '../testing.js';
import { leadControllers, leadProjection, leadQueryHandlers, leadSlice } from './index.js';
import { GetLead, ListLeads } from './lead.queries.js';
import { after, but, command, converted, disqualified, qualified, received } from './testing.js';

const on = (lead: string, next: Command): Command => ({ ...next, subject: `lead/${lead}` });
const bare = command('ReceiveLead', {
  channel: 'fair',
  name: 'sealed:x',
  receivedOn: '2026-01-02',
});
const source = { system: 'crm', record: 'l-1', hash: 'h'.repeat(43) };
const entries = entriesOf(
  after(
    opened,
    but(received, { source }),
    qualified,
    but(converted, { deal: 'D-1' }),
    on('L-2', received),
    on('L-3', but(received, { receivedOn: '2026-01-25' })),
    on('L-4', but(received, { salesperson: 'mia' })),
    on('L-4', disqualified),
    on('L-5', bare),
    on('L-5', qualified),
    on('L-6', but(received, { channel: 'fair', receivedOn: '2026-01-03' })),
  ),
);

const edge = edgeOf({
  path: '/acme/leads',
  controllers: leadControllers,
  providers: leadQueryHandlers,
  projections: [leadProjection, organizationProjection],
  entries,
});

const least = { channel: 'web', name: 'Li Wei', receivedOn: '2026-03-30' };

recordingContract(edge, {
  slice: leadSlice,
  subject: 'lead/L-1',
  takes: [
    [
      '/L-1/receive',
      'ReceiveLead',
      {
        ...least,
        campaign: 'spring-fair',
        salesperson: 'ann',
        email: 'li.wei@konex.example',
        company: 'Konex',
        customer: 'konex',
        source,
      },
    ],
    ['/L-1/receive', 'ReceiveLead', least],
    ['/L-1/qualify', 'QualifyLead', { qualifiedOn: '2026-03-30' }],
    ['/L-1/disqualify', 'DisqualifyLead', { disqualifiedOn: '2026-03-30', reason: '预算不足' }],
    ['/L-1/convert', 'ConvertLead', { convertedOn: '2026-03-30', deal: 'D-1', customer: 'konex' }],
    ['/L-1/convert', 'ConvertLead', { convertedOn: '2026-03-30' }],
  ],
  refuses: [
    ['/L-1/receive', { name: 'Li Wei', receivedOn: '2026-03-30' }],
    ['/L-1/receive', { channel: 'web', receivedOn: '2026-03-30' }],
    ['/L-1/receive', { channel: 'web', name: 'Li Wei' }],
    ['/L-1/receive', { ...least, receivedOn: '2026-02-30' }],
    ['/L-1/receive', { ...least, name: 'sealed:lead/L-1:abc' }],
    ['/L-1/receive', { ...least, salesperson: 'a/b' }],
    ['/L-1/receive', { ...least, source: { system: 'crm' } }],
    ['/L-1/receive', { ...least, colour: 'red' }],
    ['/L%2F1/receive', least],
    ['/L-1/qualify', {}],
    ['/L-1/qualify', { qualifiedOn: null }],
    ['/L-1/disqualify', { disqualifiedOn: '2026-03-30' }],
    ['/L-1/disqualify', { reason: 'price' }],
    ['/L-1/disqualify', { disqualifiedOn: '2026-03-30', reason: 'x'.repeat(65) }],
    ['/L-1/convert', { deal: 'D-1' }],
    ['/L-1/convert', { convertedOn: '2026-03-30', deal: '' }],
  ],
  personal: { ReceiveLead: ['name', 'email', 'company'] },
});

listContract(edge, {
  list: 'leads',
  id: 'lead',
  lists: [
    ['', ['L-1', 'L-4', 'L-5', 'L-3', 'L-2', 'L-6']],
    ['?status=received', ['L-3', 'L-2', 'L-6']],
    ['?status=converted', ['L-1']],
    ['?salesperson=ann', ['L-3', 'L-2', 'L-6', 'L-1']],
    ['?salesperson=ann&status=received', ['L-3', 'L-2', 'L-6']],
    ['?channel=fair', ['L-6', 'L-5']],
    ['?channel=fair&status=qualified', ['L-5']],
    ['?salesperson=ann&channel=web', ['L-3', 'L-2', 'L-1']],
    ['?salesperson=ann&channel=fair&status=received', ['L-6']],
    ['?salesperson=bob', []],
  ],
  pages: ['?status=received', ['L-3', 'L-2', 'L-6'], 2],
  refuses: ['?status=lost', '?owner=ann', '?salesperson=a%2Fb'],
  unknown: [
    [new GetLead('acme', 'L-9', undefined), { rule: 'lead-not-found', detail: { lead: 'L-9' } }],
    [
      new ListLeads('acme', { salesperson: 'zoe' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
    [
      new ListLeads('acme', { salesperson: 'zoe', channel: 'web' }),
      { rule: 'salesperson-not-found', detail: { salesperson: 'zoe' } },
    ],
  ],
});

describe('reading leads', () => {
  it('shows who it is, how it came and what became of it; its version is the ETag', async () => {
    const { etag, body } = await edge.get('/L-1?after=7');
    expect(etag).toBe('"3"');
    expect(body).toEqual({
      truth: { sequence: entries.length, lagEntries: 0, lagSeconds: 0 },
      lead: {
        lead: 'L-1',
        status: 'converted',
        name: 'sealed:li-wei',
        email: 'sealed:mail',
        company: 'sealed:konex',
        receivedOn: '2026-01-20',
        channel: 'web',
        campaign: 'spring-fair',
        owner: 'ann',
        customer: 'konex',
        qualifiedOn: '2026-02-10',
        convertedOn: '2026-03-05',
        deal: 'D-1',
        source,
        version: 3,
        sequence: expect.any(Number),
      },
    });
  });

  it('shows why it was disqualified', async () => {
    expect((await edge.get('/L-4')).body['lead']).toMatchObject({
      status: 'disqualified',
      disqualifiedOn: '2026-02-20',
      reason: 'no budget',
    });
  });
});
