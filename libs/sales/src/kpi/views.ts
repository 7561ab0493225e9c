// Several read models in one answer. Each is folded by itself, so they may show the ledger up to different entries.
import { type ReadModels, type Truth, type View } from '@ledger/read-store';

/** Views by projection name. */
export type Views = ReadonlyMap<string, View>;

export type At = {
  readonly models: ReadModels;
  readonly ledger: string;
  readonly after: number | undefined;
};

export function withViews<T>(
  at: At,
  projections: readonly string[],
  ask: (views: Views) => Promise<T>,
): Promise<T> {
  return nested(at, projections, ask, new Map());
}

function nested<T>(
  at: At,
  [projection, ...others]: readonly string[],
  ask: (views: Views) => Promise<T>,
  opened: Views,
): Promise<T> {
  if (projection === undefined) return ask(opened);
  return at.models.view(projection, at.ledger, at.after, (view: View) =>
    nested(at, others, ask, new Map([...opened, [projection, view]])),
  );
}

/** The oldest truth among them: the answer shows everything up to it, and of later entries perhaps a part. */
export function oldestTruth(views: Views): Truth {
  const truths = [...views.values()].map(({ truth }) => truth);
  return truths.reduce((oldest, truth) => (truth.sequence < oldest.sequence ? truth : oldest));
}

/** Whoever asks for entries asks here: this one shows all that any of them shows. */
export function furthestOf(views: Views): View {
  return [...views.values()].reduce((one, other) =>
    other.truth.sequence > one.truth.sequence ? other : one,
  );
}

export function viewOf(views: Views, projection: string): View {
  const view = views.get(projection);
  if (view === undefined) throw new Error(`no view of ${projection} was opened`);
  return view;
}
