// What the metrics say at this moment, read from what the runtime counted and from where its parts stand.
import { answerOf } from '../health/answer-of.js';
import { dependenciesOf } from '../health/dependencies.js';
import { type ProjectionStanding } from '../read-models/standing.js';
import { type Runtime } from '../runtime.js';
import { type Distribution } from './distribution.js';
import { type HttpMeter } from './http-meter.js';
import { type MetricName } from './metrics.texts.js';
import { type Tally } from './tally.js';
import { appendOutcomes, leavingReasons, routedOutcomes, takingReasons } from './writer-meter.js';

export type Labels = { readonly [label: string]: string };

/** A number for counters and gauges, a distribution for histograms. */
export type Sample = { readonly labels: Labels; readonly value: number | Distribution };

export type Samples = { readonly [name in MetricName]: readonly Sample[] };

/** Prometheus gives up after ten seconds by default; of many ledgers it takes a while to ask how each stands. */
const standingMsMax = 5_000;

export async function samplesOf(runtime: Runtime, { routes }: HttpMeter): Promise<Samples> {
  const { writers } = runtime;
  const { meter } = writers;
  // A store that hangs must not take the other figures with it, for it is now that somebody looks at them.
  const [{ value: standings = [] }, { value: halts }, reached] = await Promise.all([
    runtime.standings.told(standingMsMax),
    answerOf(runtime.halts(), standingMsMax),
    dependenciesOf(runtime),
  ]);
  const types = runtime.parts.slices.flatMap(({ commands }) => commands);
  const of = (value: (standing: ProjectionStanding) => number): readonly Sample[] =>
    standings.map((standing) => ({
      labels: { projection: standing.projection },
      value: value(standing),
    }));
  const asked = [...routes];
  const defects = asked.reduce((sum, { statuses }) => sum + (statuses.get(500) ?? 0), 0);
  return {
    sales_ledger_commands_total: [
      ...[...meter.commands].map(([words, value]) => {
        const [type = '', outcome = '', code = ''] = words;
        return { labels: { type, outcome, code }, value };
      }),
      ...fromTheStart(meter.commands, alarmingRows(types)).filter(({ value }) => value === 0),
    ],
    sales_ledger_commands_waiting: alone(writers.waiting),
    sales_ledger_writer_taking: alone(Number(writers.isTaking)),
    sales_ledger_append_seconds: alone(meter.appendSeconds),
    sales_ledger_append_failures_total: fromTheStart(
      meter.appendFailures,
      outcomeRows(appendOutcomes),
    ),
    sales_ledger_partitions_owned: alone(writers.owned),
    sales_ledger_ownership_changes_total: fromTheStart(meter.ownership, ownershipRows),
    sales_ledger_writers_fenced_total: alone(meter.fenced),
    sales_ledger_take_over_failures_total: alone(meter.takeOverFailures),
    sales_ledger_commands_routed_total: fromTheStart(meter.routed, outcomeRows(routedOutcomes)),
    sales_ledger_batch_commands: alone(meter.batchCommands),
    sales_ledger_batch_entries: alone(meter.batchEntries),
    sales_ledger_halted_ledgers: halts === undefined ? [] : alone(halts.length),
    sales_ledger_dependency_up: Object.entries(reached).map(([dependency, status]) => ({
      labels: { dependency },
      value: Number(status === 'up'),
    })),
    sales_ledger_projection_lag_entries: of(({ lagEntries }) => lagEntries),
    sales_ledger_projection_lag_seconds: of(({ lagSeconds }) => lagSeconds),
    sales_ledger_projection_stopped_ledgers: of(({ stopped }) => stopped),
    sales_ledger_projection_filling_left_entries: of(({ filling }) =>
      filling === undefined ? 0 : filling.entriesTotal - filling.entriesDone,
    ),
    sales_ledger_projection_serving: of(({ serves }) => Number(serves)),
    sales_ledger_http_requests_total: asked.flatMap(({ method, route, statuses }) =>
      [...statuses].map(([status, value]) => ({
        labels: { method, route, status: String(status) },
        value,
      })),
    ),
    sales_ledger_http_defects_total: alone(defects),
    sales_ledger_http_request_seconds: asked.map(({ method, route, seconds }) => ({
      labels: { method, route },
      value: seconds,
    })),
  };
}

function alone(value: Sample['value']): readonly Sample[] {
  return [{ labels: {}, value }];
}

/** All of them are told from the start: an increase from nothing is none to Prometheus. */
function fromTheStart(counted: Tally, rows: readonly Labels[]): readonly Sample[] {
  return rows.map((labels) => ({ labels, value: counted.of(...Object.values(labels)) }));
}

/** Outcomes that an alert looks for, of every command: the first one of its type is as bad as any. */
const alarmingRows = (types: readonly string[]): readonly Labels[] =>
  types.flatMap((type) => ['unknown', 'failed'].map((outcome) => ({ type, outcome, code: '' })));

const outcomeRows = (outcomes: readonly string[]): readonly Labels[] =>
  outcomes.map((outcome) => ({ outcome }));

const ownershipRows: readonly Labels[] = [
  ...takingReasons.map((reason) => ({ change: 'taken', reason })),
  ...leavingReasons.map((reason) => ({ change: 'left', reason })),
];
