// `sales-ledger rebuild`: folds read models anew while the old ones serve.
import { cutOff, linesOf } from '../client.js';
import { withReader } from '../connect.js';
import { Exit, exitCodes } from '../exit.js';
import { print, printJson, progressOf } from '../output.js';
import { type Given } from '../given.js';

type Projections = { readonly projections: readonly { readonly name: string }[] };
type Line = {
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
  readonly entriesPerSecond?: number;
  readonly secondsLeft?: number;
  readonly problem?: string;
  readonly code?: string;
};

export async function rebuild(given: Given, projection: string | undefined): Promise<void> {
  await withReader(given, async (client) => {
    const names =
      projection === undefined
        ? (await client.get<Projections>('/v1/projections')).projections.map(({ name }) => name)
        : [projection];
    for (const name of names) {
      const progress = progressOf((numbers) =>
        given.speak('rebuildProgress', { projection: name, ...numbers }),
      );
      const path = `/v1/projections/${encodeURIComponent(name)}/rebuild`;
      let isDone = false;
      try {
        for await (const text of linesOf(await client.stream(path, { method: 'POST' }))) {
          const line = JSON.parse(text) as Line; // the API's own type
          const { done, total, entriesPerSecond: rate, secondsLeft: left } = line;
          if (line.problem !== undefined) throw problemExit(line.problem, line.code);
          isDone = line.finished;
          progress.show(done, total, rate && left !== undefined ? { rate, left } : undefined);
        }
      } finally {
        progress.end();
      }
      if (!isDone) throw cutOff(given.speak);
      if (!given.json) print(given.speak('rebuildDone', { projection: name }));
    }
    if (given.json) printJson({ rebuilt: names });
  });
}

function problemExit(detail: string, code = 'internal-error'): Exit {
  return new Exit(exitCodes.unreachable, `${detail} (${code})`, { code, detail });
}
