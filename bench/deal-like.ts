// A slice about as heavy as deals are: a state with parts, entries of some 600 bytes, a rule over another kind of state.
// The product's own rules are measured where they run; here they would only blur what the writer costs.
import {
  type Command,
  type Event,
  type Known,
  type Model,
  type Slice,
  type Submission,
  idOf,
  modelOf,
  submission,
} from '@ledger/ledger';

type Credit = {
  readonly salesperson: string;
  readonly teams: readonly string[];
  readonly shareBp: number;
};
type Offer = {
  readonly stage: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly expectedCloseOn: string;
  readonly customer: string;
  readonly lines: readonly { readonly product: string; readonly amountMinor: number }[];
  readonly credits: readonly Credit[];
};
export type Offered = Event<'Offered', Offer>;
export type OfferState = Offer & { readonly offers: number };
export type MakeOffer = Command<'MakeOffer', Offer>;

export const offerSubject = {
  kind: 'offer',
  evolve: (state: OfferState | undefined, { data }: Offered): OfferState => ({
    ...data,
    offers: (state?.offers ?? 0) + 1,
  }),
};

/** The last day on which a team was credited. */
const teamGuard = {
  kind: 'credited-team',
  types: ['Offered'] as const,
  touches: ({ data }: Offered) => data.credits.flatMap(({ teams }) => teams),
  evolve: (state: string | undefined, { occurredOn }: Offered) =>
    state === undefined || state < occurredOn ? occurredOn : state,
};

/** Pure, so that the raw loop beside the writer can decide in the same way. */
export function decideOffer(command: MakeOffer, state: OfferState | undefined): readonly Offered[] {
  const { subject, data } = command;
  if (state !== undefined && state.currency !== data.currency) throw new Error('another currency');
  const total = data.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (total !== data.amountMinor) throw new Error('lines do not add up');
  const shares = data.credits.reduce((sum, { shareBp }) => sum + shareBp, 0);
  if (shares !== 10_000) throw new Error('shares do not add up');
  return [{ type: 'Offered', subject, occurredOn: '2026-03-31', data }];
}

const slice = {
  name: 'offer',
  events: { Offered: { version: 1 } },
  subjects: [offerSubject],
  guards: [teamGuard],
  commands: ['MakeOffer'],
  decider: {
    needs: ({ data }: MakeOffer) => data.credits.map(({ teams }) => `credited-team/${teams[0]}`),
    decide: (command: MakeOffer, known: Known) => {
      for (const { teams } of command.data.credits) known.of(teamGuard, teams[0] ?? 'none');
      return decideOffer(command, known.of(offerSubject, idOf(command.subject)));
    },
  },
  personal: {},
  projections: [],
  rejections: {},
  invariants: [],
} as unknown as Slice; // a slice's subjects and guards see its own events only

export const offerSlices: readonly Slice[] = [slice];
export const offerModel: Model = modelOf(offerSlices);

export function offerOf(subject: number, n: number): MakeOffer {
  const amountMinor = 105_400 + (n % 1_000);
  return {
    type: 'MakeOffer',
    ledger: 'bench',
    subject: `offer/D-${subject}`,
    data: {
      stage: 'Engaging',
      amountMinor,
      currency: 'USD',
      expectedCloseOn: '2026-06-30',
      customer: `c-${subject % 500}`,
      lines: [{ product: 'gtx-pro', amountMinor }],
      credits: [{ salesperson: `sp-${n % 35}`, teams: [`t-${n % 6}`], shareBp: 10_000 }],
    },
  };
}

export function sentOffer(subject: number, n: number): Submission<MakeOffer> {
  return submission(offerOf(subject, n), {
    actor: 'user/bench',
    assurance: 'stated',
    idempotencyKey: `offer-${n}`,
    correlationId: `bench-${n}`,
  });
}
