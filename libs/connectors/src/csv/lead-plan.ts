// Pure: from a CRM's row and what the ledger shows of the lead, the right next commands.
import { type LeadState, type Source, present } from '@ledger/sales';
import { ImportProblem } from './import-problem.js';
import { type PlannedStep } from './planner.js';

export type LeadStatus = LeadState['status'];

type Turns = {
  readonly status: LeadStatus;
  readonly qualifiedOn?: string;
  readonly disqualifiedOn?: string;
  readonly reason?: string;
  readonly convertedOn?: string;
  /** What came of it. */
  readonly deal?: string;
};

export type DesiredLead = Turns & {
  readonly name: string;
  readonly email?: string;
  readonly company?: string;
  readonly channel: string;
  readonly campaign?: string;
  readonly salesperson?: string;
  /** Where it is one already; `buyer` is whom it was converted into. */
  readonly customer?: string;
  readonly buyer?: string;
  readonly receivedOn?: string;
};

/** What the lead's row shows, in the same terms. */
export type CurrentLead = Turns & {
  readonly receivedOn: string;
  readonly buyer?: string;
  readonly sourceHash: string;
};

const order: { readonly [status in LeadStatus]: number } = {
  received: 0,
  qualified: 1,
  disqualified: 2,
  converted: 2,
};

/**
 * @param today the day of a turn that the file gives no day
 * @throws ImportProblem where the row would take the lead a step back
 */
export function planLead(
  desired: DesiredLead,
  current: CurrentLead | undefined,
  { source, today }: { readonly source: Source; readonly today: string },
): readonly PlannedStep[] {
  if (current?.sourceHash === source.hash) return [];
  const steps = stepsOf(desired, current, today);
  return steps.map(({ type, data }) => ({ type, data: { ...data, source } }));
}

function stepsOf(
  desired: DesiredLead,
  current: CurrentLead | undefined,
  today: string,
): readonly PlannedStep[] {
  if (current === undefined) {
    const receivedOn = desired.receivedOn ?? firstDayOf(desired) ?? today;
    return [receive(desired, receivedOn), ...turns(desired, { status: 'received' }, today)];
  }
  if (order[desired.status] < order[current.status]) {
    const { status } = current;
    throw new ImportProblem('row-lead-back', { status, wanted: desired.status });
  }
  const next = turns(desired, current, today);
  if (next.length > 0) return next;
  // A lead keeps what it was received with: whether the row says the same is for the ledger to say, which can compare names.
  const said = receive(desired, desired.receivedOn ?? current.receivedOn);
  return [current.status === 'converted' ? withoutCustomer(said) : said];
}

function firstDayOf({ qualifiedOn, disqualifiedOn, convertedOn }: Turns): string | undefined {
  return [qualifiedOn, disqualifiedOn, convertedOn].filter((day) => day !== undefined).sort()[0];
}

function receive(desired: DesiredLead, receivedOn: string): PlannedStep {
  const { name, email, company, channel, campaign, salesperson, customer } = desired;
  const said = { name, email, company, channel, campaign, salesperson, customer };
  return { type: 'ReceiveLead', data: present({ ...said, receivedOn }) };
}

/** A conversion may have put another one in its place. */
function withoutCustomer({ type, data }: PlannedStep): PlannedStep {
  return { type, data: present({ ...data, customer: undefined }) };
}

type From = Turns & { readonly buyer?: string };

/** What the row says of a turn that was taken otherwise is told too: the ledger refuses it by its rule. */
function turns(desired: DesiredLead, from: From, today: string): readonly PlannedStep[] {
  const { qualifiedOn, disqualifiedOn, reason, convertedOn, deal, buyer } = desired;
  const isOther = desired.status !== from.status;
  const qualify: PlannedStep = {
    type: 'QualifyLead',
    data: { qualifiedOn: qualifiedOn ?? today },
  };
  switch (desired.status) {
    case 'received':
      return [];
    case 'qualified':
      return isOther || differs(qualifiedOn, from.qualifiedOn) ? [qualify] : [];
    case 'disqualified': {
      const day = disqualifiedOn ?? from.disqualifiedOn ?? today;
      const data = present({ disqualifiedOn: day, reason: reason ?? from.reason });
      const isTold =
        isOther || differs(disqualifiedOn, from.disqualifiedOn) || differs(reason, from.reason);
      return [
        ...(differs(qualifiedOn, from.qualifiedOn) ? [qualify] : []),
        ...(isTold ? [{ type: 'DisqualifyLead', data }] : []),
      ];
    }
    case 'converted': {
      const day = convertedOn ?? from.convertedOn ?? today;
      const data = present({ convertedOn: day, deal, customer: buyer });
      const isTold =
        isOther ||
        differs(convertedOn, from.convertedOn) ||
        differs(deal, from.deal) ||
        differs(buyer, from.buyer);
      return [
        ...(differs(qualifiedOn, from.qualifiedOn) ? [qualify] : []),
        ...(isTold ? [{ type: 'ConvertLead', data }] : []),
      ];
    }
  }
}

/** An empty cell takes nothing away. */
function differs(wanted: string | undefined, now: string | undefined): boolean {
  return wanted !== undefined && wanted !== now;
}
