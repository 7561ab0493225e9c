// A ledger of deals as the product records them: opened and won, by salespeople over two years, some 600 bytes each.
import { leafHash } from '@ledger/integrity';
import { type Entry, type EntryRecord, encodeEntry, firstPrevHash, modelOf } from '@ledger/ledger';
import { type DealEvent, type LedgerEvent, slices } from '@ledger/sales';

const { catalogue } = modelOf(slices);
const dayMs = 86_400_000;
const firstDay = Date.UTC(2024, 0, 1);
const days = 730;

const dateOf = (day: number): string => new Date(firstDay + day * dayMs).toISOString().slice(0, 10);

/** Entries in order: the ledger is opened; every deal is opened, and won some weeks later. */
export function* dealEntries(ledger: string, count: number, people = 200): Iterable<EntryRecord> {
  let prevHash = firstPrevHash;
  const delay = Math.min(2_000, Math.floor(count / 4));
  const waiting: number[] = [];
  let opened = 0;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const place = { ledger, sequence, prevHash };
    if (sequence === 1) {
      const bytes = Buffer.from(encodeEntry(entryOf(ledgerOpened(ledger), place), catalogue));
      prevHash = leafHash(bytes);
      yield { ledger, sequence, bytes };
      continue;
    }
    const day = Math.floor(((sequence - 1) * days) / count);
    const isWin = waiting.length > delay && sequence % 2 === 0;
    const deal = isWin ? (waiting.shift() ?? 0) : (opened += 1);
    if (!isWin) waiting.push(deal);
    const who = attribution(deal, people);
    const event = isWin ? won(deal, who, dateOf(day)) : openedDeal(deal, who, dateOf(day));
    const bytes = Buffer.from(encodeEntry(entryOf(event, place), catalogue));
    prevHash = leafHash(bytes);
    yield { ledger, sequence, bytes };
  }
}

function ledgerOpened(ledger: string): LedgerEvent {
  return {
    type: 'LedgerOpened',
    subject: `ledger/${ledger}`,
    occurredOn: dateOf(0),
    data: {
      name: 'Bench',
      currency: 'USD',
      timeZone: 'UTC',
      calendar: { kind: 'months', firstMonth: 1, weekStart: 1 },
      firstDay: dateOf(0),
      origin: 'sales-ledger/bench',
      simulated: true,
      ledgerKeyHash: firstPrevHash,
      targetApproval: false,
      disputeWindowDays: 30,
    },
  };
}

type Who = {
  readonly salesperson: string;
  readonly teams: readonly string[];
  readonly territory: string;
};

function attribution(deal: number, people: number): Who {
  const person = (deal * 7) % people;
  return {
    salesperson: `sp-${person}`,
    teams: [`team-${person % 20}`, `region-${person % 4}`],
    territory: `t-${person % 8}`,
  };
}

function openedDeal(deal: number, owner: Who, day: string): DealEvent {
  return {
    type: 'DealOpened',
    subject: `deal/D-${deal}`,
    occurredOn: day,
    data: {
      owner,
      customer: `c-${(deal * 13) % 500}`,
      segment: `segment-${deal % 5}`,
      products: [{ product: `p-${deal % 40}`, family: `family-${deal % 6}` }],
      currency: 'USD',
      stage: 'Prospecting',
      openedOn: day,
    },
  };
}

function won(deal: number, who: Who, day: string): DealEvent {
  const amountMinor = 100_000 + (deal % 900) * 100;
  return {
    type: 'DealWon',
    subject: `deal/D-${deal}`,
    occurredOn: day,
    data: {
      closedOn: day,
      amountMinor,
      currency: 'USD',
      lines: [
        { product: `p-${deal % 40}`, family: `family-${deal % 6}`, quantity: 1, amountMinor },
      ],
      primary: [{ ...who, shareBp: 10_000, amountMinor }],
      overlay: [],
      customer: `c-${(deal * 13) % 500}`,
      segment: `segment-${deal % 5}`,
      cycleDays: deal % 90,
    },
  };
}

function entryOf(
  event: DealEvent | LedgerEvent,
  place: { readonly ledger: string; readonly sequence: number; readonly prevHash: string },
): Entry {
  const { sequence } = place;
  return {
    ...event,
    ...place,
    version: event.type === 'DealWon' ? 2 : 1,
    time: new Date(firstDay + sequence * 300).toISOString(),
    postedOn: event.occurredOn,
    actor: `user/u-${sequence % 50}`,
    assurance: 'stated',
    commandId: `0190c7a4-0000-5000-8000-${sequence.toString(16).padStart(12, '0')}`,
    commandHash: firstPrevHash,
    correlationId: `bench-${sequence}`,
  };
}
