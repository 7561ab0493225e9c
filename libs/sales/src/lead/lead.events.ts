// What the lead slice tells the world: who might buy, how they came, what became of them. Each event carries channel,
// campaign and owner as held on its day, so that conversion is counted from entries alone.
import { type Event, type Subject, unreachable } from '@ledger/ledger';
import { present } from '../changes.js';
import { type Attribution } from '../deal/deal.events.js';
import { type Sealed, type Source } from '../source.js';

/** Everything that counts about a lead; in all its events under the same names. */
export type LeadPlace = {
  /**
   * The day on which it came: what is counted later belongs to the leads of this day.
   * @zh 线索到来的日期：之后的统计都归入该日的线索。
   */
  readonly receivedOn: string;
  readonly channel: string;
  /** Named in clear, so it must not speak of a person. @zh 以明文保存，因此不得涉及个人。 */
  readonly campaign?: string;
  /** Who looks after it, and where they stood on the event's day. @zh 负责该线索的销售人员及其在事件当日所在的位置。 */
  readonly owner?: Attribution;
  readonly customer?: string;
  readonly segment?: string;
};

export type LeadReceived = Event<
  'LeadReceived',
  LeadPlace & {
    readonly name: Sealed;
    readonly email?: Sealed;
    readonly company?: Sealed;
    readonly source?: Source;
  }
>;
export type LeadQualified = Event<
  'LeadQualified',
  LeadPlace & { readonly qualifiedOn: string; readonly source?: Source }
>;
export type LeadDisqualified = Event<
  'LeadDisqualified',
  LeadPlace & {
    /** Where it was qualified before. @zh 此前已确认时给出。 */
    readonly qualifiedOn?: string;
    readonly disqualifiedOn: string;
    /** A category, named in clear. @zh 类别，以明文保存。 */
    readonly reason: string;
    readonly source?: Source;
  }
>;
export type LeadConverted = Event<
  'LeadConverted',
  LeadPlace & {
    /** Absent where it was converted without being qualified first. @zh 未经确认直接转化时缺省。 */
    readonly qualifiedOn?: string;
    readonly convertedOn: string;
    /** What came of it. @zh 由其产生的商机。 */
    readonly deal?: string;
    readonly source?: Source;
  }
>;

export type LeadEvent = LeadReceived | LeadQualified | LeadDisqualified | LeadConverted;

/** What is known of a lead whatever becomes of it. */
export type LeadFacts = {
  readonly name: Sealed;
  readonly email?: Sealed;
  readonly company?: Sealed;
  readonly receivedOn: string;
  readonly channel: string;
  readonly campaign?: string;
  /** The salesperson who owns it. */
  readonly owner?: string;
  readonly customer?: string;
  /** The last import that spoke of it. */
  readonly source?: Source;
};

export type LeadState =
  | { readonly status: 'received'; readonly facts: LeadFacts }
  | { readonly status: 'qualified'; readonly facts: LeadFacts; readonly qualifiedOn: string }
  | {
      readonly status: 'disqualified';
      readonly facts: LeadFacts;
      readonly qualifiedOn?: string;
      readonly disqualifiedOn: string;
      readonly reason: string;
    }
  | {
      readonly status: 'converted';
      readonly facts: LeadFacts;
      readonly qualifiedOn?: string;
      readonly convertedOn: string;
      readonly deal?: string;
    };

export const leadStatuses = ['received', 'qualified', 'disqualified', 'converted'] as const;

export const lead: Subject<LeadState, LeadEvent> = {
  kind: 'lead',
  evolve: (state, entry) => {
    if (entry.type === 'LeadReceived') return { status: 'received', facts: factsOf(entry.data) };
    if (state === undefined) throw new Error(`${entry.type} ${entry.sequence} before LeadReceived`);
    const facts = present({ ...state.facts, source: entry.data.source ?? state.facts.source });
    switch (entry.type) {
      case 'LeadQualified':
        return { status: 'qualified', facts, qualifiedOn: entry.data.qualifiedOn };
      case 'LeadDisqualified': {
        const { qualifiedOn, disqualifiedOn, reason } = entry.data;
        return present({ status: 'disqualified', facts, qualifiedOn, disqualifiedOn, reason });
      }
      case 'LeadConverted': {
        const { qualifiedOn, convertedOn, deal, customer } = entry.data;
        const known = present({ ...facts, customer });
        return present({ status: 'converted', facts: known, qualifiedOn, convertedOn, deal });
      }
      default:
        return unreachable(entry);
    }
  },
};

function factsOf({ owner, segment: _, ...facts }: LeadReceived['data']): LeadFacts {
  return present({ ...facts, owner: owner?.salesperson });
}
