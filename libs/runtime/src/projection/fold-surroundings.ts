// What a fold stands among, and what it folds into.
import { type EventLog } from '@ledger/event-log';
import { type EventCatalogue, type Projection } from '@ledger/ledger';
import { type ReadStore } from '@ledger/read-store';
import { type Tracing } from '../tracing/tracing.js';
import { type StandBy } from './stand-by.js';

export type FoldSurroundings = {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly catalogue: EventCatalogue;
  /** The checkpoint moved, or the projection stopped in this ledger. */
  readonly onChange: () => void;
  /** Told what no attempt can mend: the store is lost, or somebody else folds the same build where nobody may. */
  readonly onFatal: (error: unknown) => void;
  /** Others may fold the same builds: whoever finds that one does stands by until that one stops. Absent: nobody may. */
  readonly standBy?: StandBy;
  /** Off, if not given. */
  readonly tracing?: Tracing;
};

export type FoldedThing = {
  readonly projection: Projection;
  readonly build: string;
  readonly ledger: string;
};

/** What lines of the log about it say of it. */
export function aboutOf({ projection, build, ledger }: FoldedThing): object {
  return { projection: projection.name, build, ledger };
}
