// What the feedback slice tells the world: what customers said, how they scored, what became of it. Each event carries who,
// what and whom it speaks of, so that a figure counts or takes back from one entry alone.
import { type Event, type Subject, unreachable } from '@ledger/ledger';
import { type Attribution } from '../deal/deal.events.js';
import { type Sealed, type Source } from '../source.js';

export const feedbackKinds = ['survey', 'interview', 'review', 'call'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** The scales of the field, and the score up to which an answer is a complaint. */
export const scales = {
  csat: { min: 1, max: 5, complaintMax: 2 },
  nps: { min: 0, max: 10, complaintMax: 6 },
  ces: { min: 1, max: 7, complaintMax: 3 },
} as const;
export type Scale = keyof typeof scales;

export type Score = { readonly scale: Scale; readonly value: number };

/** Everything that counts about a feedback; in all its events under the same names. */
export type Voice = {
  readonly kind: FeedbackKind;
  readonly score?: Score;
  /** The day on which it counts. @zh 计入数字的日期。 */
  readonly receivedOn: string;
  readonly deal?: string;
  /** Whom it speaks of, and where they stood on `receivedOn`. @zh 反馈涉及的销售人员及其在 `receivedOn` 当日所在的位置。 */
  readonly attribution?: Attribution;
  readonly customer?: string;
  readonly segment?: string;
  readonly product?: string;
  readonly family?: string;
  readonly channel?: string;
};

export type FeedbackReceived = Event<
  'FeedbackReceived',
  Voice & { readonly comment?: Sealed; readonly source?: Source }
>;
export type FeedbackAnswered = Event<
  'FeedbackAnswered',
  Voice & { readonly answeredOn: string; readonly answer: Sealed }
>;
export type FeedbackDismissed = Event<
  'FeedbackDismissed',
  Voice & { readonly dismissedOn: string; readonly reason: Sealed }
>;

export type FeedbackEvent = FeedbackReceived | FeedbackAnswered | FeedbackDismissed;

/** What is known of a feedback whatever becomes of it. */
type Received = {
  readonly voice: Voice;
  readonly comment?: Sealed;
  /** The import that told of it. */
  readonly source?: Source;
};

export type FeedbackState =
  | (Received & { readonly status: 'open' })
  | (Received & {
      readonly status: 'answered';
      readonly answeredOn: string;
      readonly answer: Sealed;
    })
  | (Received & {
      readonly status: 'dismissed';
      readonly dismissedOn: string;
      readonly reason: Sealed;
    });

export const feedback: Subject<FeedbackState, FeedbackEvent> = {
  kind: 'feedback',
  evolve: (state, entry) => {
    if (entry.type === 'FeedbackReceived') return opened(entry.data);
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before it came`);
    switch (entry.type) {
      case 'FeedbackAnswered': {
        const { answeredOn, answer } = entry.data;
        return { ...state, status: 'answered', answeredOn, answer };
      }
      case 'FeedbackDismissed': {
        const { dismissedOn, reason } = entry.data;
        return { ...state, status: 'dismissed', dismissedOn, reason };
      }
      default:
        return unreachable(entry);
    }
  },
};

function opened({ comment, source, ...voice }: FeedbackReceived['data']): FeedbackState {
  return {
    status: 'open',
    voice,
    ...(comment === undefined ? {} : { comment }),
    ...(source === undefined ? {} : { source }),
  };
}

/** True where the score says that a customer is not content: CSAT up to 2, NPS up to 6, CES up to 3. */
export function isComplaint({ score }: Pick<Voice, 'score'>): boolean {
  return score !== undefined && score.value <= scales[score.scale].complaintMax;
}
