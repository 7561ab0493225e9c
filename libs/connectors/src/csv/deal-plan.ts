// Pure: from a CRM's row and what the ledger shows of the deal, the right next commands.
import { type Source, present } from '@ledger/sales';
import { type PlannedStep } from './planner.js';

export type DesiredDeal = {
  readonly salesperson: string;
  readonly product?: string;
  readonly customer?: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly stage: string;
  readonly openedOn?: string;
  /** The day of the win or loss; for an open deal the day on which it is expected. */
  readonly closedOn?: string;
  /** Decimal string. */
  readonly value?: string;
  readonly currency?: string;
  /** Told when the deal is opened, never again. */
  readonly title?: string;
  readonly channel?: string;
  /** Of an open deal. */
  readonly probabilityBp?: number;
  /** Of a lost deal. */
  readonly reason?: string;
};

/** What the deal's row shows, in the same terms. */
export type CurrentDeal = DesiredDeal & {
  readonly version: number;
  readonly sourceHash: string;
  /** Who gets the credit of the next win; `salesperson` is who holds that of a win that stands. */
  readonly owner: string;
  /** What an open deal shows, and one that is reopened shows again. */
  readonly expectedCloseOn?: string;
};

const importReason = 'changed in the source system';

export function planDeal(
  desired: DesiredDeal,
  current: CurrentDeal | undefined,
  source: Source,
): readonly PlannedStep[] {
  if (current?.sourceHash === source.hash) return [];
  const steps = current === undefined ? firstSteps(desired) : nextSteps(desired, current);
  return steps.map(({ type, data }) => ({ type, data: { ...data, source } }));
}

function firstSteps(desired: DesiredDeal): readonly PlannedStep[] {
  const open: PlannedStep = {
    type: 'OpenDeal',
    data: present({
      title: desired.title,
      salesperson: desired.salesperson,
      products: desired.product === undefined ? [] : [desired.product],
      customer: desired.customer,
      stage: desired.stage,
      openedOn: desired.openedOn,
      currency: desired.currency,
      channel: desired.channel,
      ...(desired.status === 'open'
        ? {
            amount: desired.value,
            expectedCloseOn: desired.closedOn,
            probabilityBp: desired.probabilityBp,
          }
        : {}),
    }),
  };
  return [open, ...ending(desired)];
}

function nextSteps(desired: DesiredDeal, current: CurrentDeal): readonly PlannedStep[] {
  const sameOpening = differs(desired.openedOn, current.openedOn) === undefined;
  if (desired.status === 'won' && current.status === 'won' && sameOpening) {
    return correction(desired, current);
  }
  if (desired.status === 'lost' && current.status === 'lost' && same(desired, current)) return [];
  const reopen =
    current.status === 'open' ? [] : [{ type: 'ReopenDeal', data: { reason: importReason } }];
  return [
    ...reopen,
    ...handOver(desired, current),
    ...advance(desired, current),
    ...ending(desired),
  ];
}

function ending(desired: DesiredDeal): readonly PlannedStep[] {
  switch (desired.status) {
    case 'open':
      return [];
    case 'won':
      return [{ type: 'WinDeal', data: winning(desired) }];
    case 'lost':
      return [{ type: 'LoseDeal', data: losing(desired) }];
  }
}

function losing({ closedOn, reason }: DesiredDeal): object {
  return present({ lostOn: closedOn, reason });
}

function winning(desired: DesiredDeal): object {
  return present({
    closedOn: desired.closedOn,
    amount: desired.value,
    currency: desired.currency,
    channel: desired.channel,
    lines:
      desired.product === undefined
        ? undefined
        : [{ product: desired.product, quantity: 1, amount: desired.value }],
  });
}

function correction(desired: DesiredDeal, current: CurrentDeal): readonly PlannedStep[] {
  const data = present({
    closedOn: differs(desired.closedOn, current.closedOn),
    amount: differs(desired.value, current.value),
    // Of the same product only the amount is another: lines that were told by hand keep their quantity.
    lines:
      desired.product !== undefined && desired.product !== current.product
        ? [{ product: desired.product, quantity: 1, amount: desired.value }]
        : undefined,
    credits:
      desired.salesperson === current.salesperson
        ? undefined
        : { primary: [{ salesperson: desired.salesperson, shareBp: 10_000 }] },
    customer: differs(desired.customer, current.customer),
    channel: differs(desired.channel, current.channel),
  });
  if (Object.keys(data).length === 0) return [];
  return [{ type: 'CorrectDeal', data: { ...data, reason: importReason } }];
}

function handOver(desired: DesiredDeal, current: CurrentDeal): readonly PlannedStep[] {
  if (desired.salesperson === current.owner) return [];
  return [
    { type: 'ReassignDeal', data: { salesperson: desired.salesperson, reason: importReason } },
  ];
}

function advance(desired: DesiredDeal, current: CurrentDeal): readonly PlannedStep[] {
  const open = desired.status === 'open';
  const data = present({
    stage: differs(desired.stage, current.stage),
    customer: differs(desired.customer, current.customer),
    products:
      desired.product !== undefined && desired.product !== current.product
        ? [desired.product]
        : undefined,
    openedOn: differs(desired.openedOn, current.openedOn),
    channel: differs(desired.channel, current.channel),
    probabilityBp: open ? differs(desired.probabilityBp, current.probabilityBp) : undefined,
    // A reopened deal shows the amount that was won, and the day on which it was expected before.
    amount: open ? differs(desired.value, current.value) : undefined,
    expectedCloseOn: open ? differs(desired.closedOn, current.expectedCloseOn) : undefined,
  });
  return Object.keys(data).length === 0 ? [] : [{ type: 'AdvanceDeal', data }];
}

/** The wanted value where it is there and another than now: an empty cell takes nothing away. */
function differs<T>(wanted: T | undefined, now: T | undefined): T | undefined {
  return wanted === now ? undefined : wanted;
}

function same(desired: DesiredDeal, current: CurrentDeal): boolean {
  return (
    desired.salesperson === current.salesperson &&
    desired.product === current.product &&
    desired.customer === current.customer &&
    desired.closedOn === current.closedOn &&
    differs(desired.openedOn, current.openedOn) === undefined &&
    differs(desired.channel, current.channel) === undefined &&
    differs(desired.reason, current.reason) === undefined
  );
}
