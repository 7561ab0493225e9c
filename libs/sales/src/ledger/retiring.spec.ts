import { type Command } from '@ledger/ledger';
import { ledgerOf } from '@ledger/ledger/testing';
import { slices } from '../index.js';
import { type ResumeLedger, type RetireLedger } from './ledger.decider.js';
import { type LedgerResumed, type LedgerRetired } from './ledger.events.js';
import { ledgerOpened } from './testing.js';

const { given } = ledgerOf(slices);
const subject = 'ledger/acme';
const occurredOn = '2026-03-31';
const elsewhere = 'https://sales.example';

const retire = (goesOnAt = elsewhere): RetireLedger => ({
  ...{ type: 'RetireLedger', ledger: 'acme', subject, data: { goesOnAt } },
});
const resume = (data: ResumeLedger['data'] = {}): ResumeLedger => ({
  ...{ type: 'ResumeLedger', ledger: 'acme', subject, data },
});
const retired: LedgerRetired = {
  ...{ type: 'LedgerRetired', subject, occurredOn, data: { goesOnAt: elsewhere } },
};
const resumed: LedgerResumed = { type: 'LedgerResumed', subject, occurredOn, data: {} };

describe('a ledger that goes on elsewhere', () => {
  it('is retired, and says where', () => {
    given(ledgerOpened()).when(retire()).then(retired);
    expect(given(ledgerOpened(), retired).state(subject)).toMatchObject({ goesOnAt: elsewhere });
  });

  it('is retired once: the same words again change nothing, others are refused', () => {
    given(ledgerOpened(), retired).when(retire()).thenNothing();
    given(ledgerOpened(), retired)
      .when(retire('https://another.example'))
      .thenRejected('ledger-retired', { ledger: 'acme', goesOnAt: elsewhere });
  });

  it('goes on where it is resumed, as it was, and may move again', () => {
    const reason = 'sealed:ledger/acme:AAAA';
    given(ledgerOpened(), retired)
      .when(resume({ reason }))
      .then({ ...resumed, data: { reason } });
    const state = given(ledgerOpened(), retired, resumed).state(subject);
    expect(state).toEqual(given(ledgerOpened()).state(subject));
    given(ledgerOpened(), retired, resumed).when(retire()).then(retired);
  });

  it('is not resumed where it never left', () => {
    given(ledgerOpened()).when(resume()).thenNothing();
  });

  it.each([retire(), resume()])('must be there: $type', (command) => {
    given().when(command).thenRejected('ledger-not-found', { ledger: 'acme' });
  });

  const own = ['OpenLedger', 'RetireLedger', 'ResumeLedger'];
  const others = slices.flatMap(({ commands }) => commands).filter((type) => !own.includes(type));

  it.each(others)('takes no %s, until it is resumed', (type) => {
    const data = { scope: 'organization' }; // looked at before it is known what else to look at
    const command: Command = { type, ledger: 'acme', subject: subjectOf(type), data };
    given(ledgerOpened(), retired).when(command).thenRejected('ledger-retired');
  });

  it('knows every command but those that say where it is', () => {
    expect(others.length).toBeGreaterThan(30);
  });
});

/** Of no matter which: what is there is not looked at. */
function subjectOf(type: string): string {
  return type === 'ChangeSettings' ? subject : 'some/thing-1';
}
