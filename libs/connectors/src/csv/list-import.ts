// The engine of every import: rows in chunks, several chunks in flight, each row answered in the file's order.
import { Rejection } from '@ledger/ledger';
import { cellsOf } from './cells.js';
import { inOwnWords } from './column-names.js';
import { columnsOf, type CsvFile, type CsvRow } from './csv-file.js';
import { FirstRows } from './first-rows.js';
import { ImportProblem } from './import-problem.js';
import { type Mapping } from './mapping.js';
import { OpenStages } from './open-stages.js';
import { ReceivedStatuses } from './received-statuses.js';
import { type ImportEdge, type Plan, type Planner } from './planner.js';
import { type ImportTotals, type RowReport, counted, noTotals, refusal } from './report.js';
import { demandValid } from './step-bodies.js';
import { Touched } from './touched.js';
import { type Turns } from './turns.js';

const chunkRows = 250;
const chunksInFlightMax = 4;
/** How often a row is planned anew because something else changed its subject meanwhile. */
const plansMax = 5;

type ReadRow<D> = { readonly row: CsvRow; readonly desired: D | Rejection };
type UsableRow<D> = { readonly row: CsvRow; readonly desired: D; readonly key: string };
type Done = { readonly report: RowReport; readonly sequence: number };

type Reader = { readonly run: ListImport; readonly columns: ReadonlyMap<string, number> };

export type ListImport = {
  readonly file: CsvFile;
  readonly mapping: Mapping;
  readonly edge: ImportEdge;
  /** Of all imports of the process: each chunk takes one, so that together they ask no more of stores and writer than one does. */
  readonly turns: Turns;
  /** Called once a row, in the file's order; awaited, so a slow reader slows the import instead of filling memory. */
  onRow(report: RowReport): Promise<void>;
};

export async function importList<D>(run: ListImport, planner: Planner<D>): Promise<ImportTotals> {
  // What was recorded before the import began is seen by all of its rows, however late the read models are.
  const begun = await run.edge.head();
  const touched = new Touched(begun);
  const seen = { stages: new OpenStages(), statuses: new ReceivedStatuses() };
  const inFlight: Promise<readonly Done[]>[] = [];
  let totals: ImportTotals = { ...noTotals, sequence: begun };
  const settle = async (): Promise<void> => {
    for (const { report, sequence } of (await inFlight.shift()) ?? []) {
      totals = counted(totals, report, sequence);
      await run.onRow(report);
    }
  };
  try {
    for await (const chunk of chunks(run, planner, seen)) {
      // One chunk is all that an import holds in memory while it stands in line.
      const endTurn = await run.turns.next();
      const importing = importChunk(run, planner, chunk, touched).finally(endTurn);
      importing.catch(() => undefined); // it is looked at in its turn, which may come long after it failed
      inFlight.push(importing);
      if (inFlight.length >= chunksInFlightMax) await settle();
    }
    while (inFlight.length > 0) await settle();
  } finally {
    await Promise.allSettled(inFlight);
  }
  return { ...totals, ...seen.stages.told(), ...seen.statuses.told() };
}

/** Chunks in which no record occurs twice, so that rows of a chunk do not depend on each other. */
async function* chunks<D>(
  run: ListImport,
  planner: Planner<D>,
  { stages, statuses }: { readonly stages: OpenStages; readonly statuses: ReceivedStatuses },
): AsyncIterable<ReadRow<D>[]> {
  const columns = columnsOf(run.file.header, run.mapping);
  let chunk: ReadRow<D>[] = [];
  let keys = new Set<string>();
  const firsts = new FirstRows();
  for await (const row of run.file.stream()) {
    const desired = readRow(row, { run, columns }, () => {
      const cells = cellsOf(row.cells, columns, run.mapping);
      const read = planner.read(cells);
      demandConsistent(firsts, planner, row.line, read);
      stages.see(planner.openStage?.(read));
      statuses.see(planner.receivedStatus?.(cells));
      return read;
    });
    const key = desired instanceof Rejection ? undefined : planner.key(desired);
    if (chunk.length === chunkRows || (key !== undefined && keys.has(key))) {
      yield chunk;
      chunk = [];
      keys = new Set();
    }
    chunk.push({ row, desired });
    if (key !== undefined) keys.add(key);
  }
  if (chunk.length > 0) yield chunk;
}

function readRow<D>(row: CsvRow, { run, columns }: Reader, read: () => D): D | Rejection {
  const { header } = run.file;
  return attempt(() => {
    const expected = header.length;
    if (row.cells.length !== expected) {
      throw new ImportProblem('row-width', { found: row.cells.length, expected });
    }
    return inOwnWords(header, columns, read);
  });
}

function demandConsistent<D>(firsts: FirstRows, planner: Planner<D>, line: number, read: D): void {
  const record = (planner.once ?? planner.key)(read);
  const { moment, content } = planner.told?.(read) ?? { moment: undefined, content: read };
  const first = firsts.contradicted(record, { line, content: JSON.stringify(content), moment });
  if (first !== undefined) throw new ImportProblem('row-record-twice', { first });
}

async function importChunk<D>(
  run: ListImport,
  planner: Planner<D>,
  chunk: readonly ReadRow<D>[],
  touched: Touched,
): Promise<readonly Done[]> {
  const usable: UsableRow<D>[] = chunk.flatMap(({ row, desired }) =>
    desired instanceof Rejection ? [] : [{ row, desired, key: planner.key(desired) }],
  );
  const before = touched.before(usable.map(({ key }) => key));
  const work = before.then((after) => planAndSend(run, planner, usable, after));
  for (const [place, { key }] of usable.entries()) {
    touched.add(
      key,
      work.then(
        ({ done }) => done[place]?.sequence ?? 0,
        () => 0, // the import ends with this error; nobody waits for the row any more
      ),
    );
  }
  const { done, seen } = await work;
  touched.seen(seen);
  const answers = new Map(usable.map(({ row }, place) => [row, done[place]]));
  return chunk.map(({ row, desired }) => {
    if (desired instanceof Rejection) return refused(row, desired);
    const answer = answers.get(row);
    if (answer === undefined) throw new Error(`row at line ${row.line} got no answer`);
    return answer;
  });
}

/** Plans the rows together and sends each; rows whose subject moved meanwhile are planned again. */
async function planAndSend<D>(
  run: ListImport,
  planner: Planner<D>,
  rows: readonly UsableRow<D>[],
  after: number,
): Promise<{ readonly done: readonly (Done | undefined)[]; readonly seen: number }> {
  const columns = columnsOf(run.file.header, run.mapping);
  const done: (Done | undefined)[] = rows.map(() => undefined);
  let open = rows.map((_, place) => place);
  let seen = 0;
  for (let round = 1; open.length > 0; round += 1) {
    const wanted = open.flatMap((place) => rows[place] ?? []);
    const planned = await planner.plan(
      wanted.map(({ desired }) => desired),
      Math.max(after, round === 1 ? 0 : await run.edge.head()),
    );
    seen = planned.sequence;
    const answers = await Promise.all(
      wanted.map(({ row, desired }, place) => {
        const plan = checked({ run, columns }, planned.plans[place]);
        return plan instanceof Rejection
          ? Promise.resolve(refused(row, plan))
          : sendPlan(run.edge, row, plan, JSON.stringify(desired));
      }),
    );
    const again: number[] = [];
    for (const [place, at] of open.entries()) {
      const answer = answers[place];
      if (answer?.report.code === 'version-conflict' && round < plansMax) again.push(at);
      else done[at] = answer;
    }
    open = again;
  }
  return { done, seen };
}

/** All steps are looked at before the first is sent, so that a row with an unusable field records nothing. */
function checked({ run, columns }: Reader, plan: Plan | Rejection | undefined): Plan | Rejection {
  if (plan === undefined) throw new Error('a row got no plan');
  if (plan instanceof Rejection) return plan;
  return attempt(() =>
    inOwnWords(run.file.header, columns, () => {
      plan.steps.forEach(demandValid);
      return plan;
    }),
  );
}

/** What the rules say no to is an answer; anything else ends the import. */
function attempt<T>(use: () => T): T | Rejection {
  try {
    return use();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
}

async function sendPlan(edge: ImportEdge, row: CsvRow, plan: Plan, content: string): Promise<Done> {
  const { line, cells } = row;
  const { subject, version } = plan;
  const [first, ...others] = plan.steps.map(({ type, data }) => ({ type, subject, data }));
  if (first === undefined) {
    return { report: { line, cells, subject, entries: 0, outcome: 'unchanged' }, sequence: 0 };
  }
  // Keyed, because a row may hold names and the command's id is derived from this.
  const name = [edge.system, subject, plan.previousHash, content, version, first.type];
  const idempotencyKey = edge.fingerprint(JSON.stringify(name));
  try {
    const answer = await edge.send([first, ...others], {
      idempotencyKey,
      expectedVersion: version,
    });
    const { entries } = answer;
    const outcome = entries > 0 ? 'recorded' : 'unchanged';
    const sequence = entries > 0 ? answer.sequence : 0;
    return { report: { line, cells, subject, entries, outcome }, sequence };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const report = { line, cells, subject, entries: 0, outcome: 'refused' } as const;
    return { report: { ...report, ...refusal(error) }, sequence: 0 };
  }
}

function refused({ line, cells }: CsvRow, rejection: Rejection): Done {
  return {
    report: { line, cells, entries: 0, outcome: 'refused', ...refusal(rejection) },
    sequence: 0,
  };
}
