// What the metrics say at this moment, read from what the runtime counted and from where its parts stand.
import { LogError } from '@ledger/event-log';
import { StoreError } from '@ledger/read-store';
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

export async function samplesOf(runtime: Runtime, { routes }: HttpMeter): Promise<Samples> {
  const { writers, readModels } = runtime;
  const { meter } = writers;
  const [standings, halts] = await Promise.all([
    orNone(readModels.standings()),
    orNone(runtime.halts()),
  ]);
  const of = (value: (standing: ProjectionStanding) => number): readonly Sample[] =>
    standings.map((standing) => ({
      labels: { projection: standing.projection },
      value: value(standing),
    }));
  const asked = [...routes];
  return {
    sales_ledger_commands_total: [...meter.commands].map(([words, value]) => {
      const [type = '', outcome = '', code = ''] = words;
      return { labels: { type, outcome, code }, value };
    }),
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
    sales_ledger_halted_ledgers: alone(halts.length),
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

const outcomeRows = (outcomes: readonly string[]): readonly Labels[] =>
  outcomes.map((outcome) => ({ outcome }));

const ownershipRows: readonly Labels[] = [
  ...takingReasons.map((reason) => ({ change: 'taken', reason })),
  ...leavingReasons.map((reason) => ({ change: 'left', reason })),
];

/** A store that fails must not take the other figures with it, for it is now that somebody looks at them. */
async function orNone<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof LogError || error instanceof StoreError) return [];
    throw error;
  }
}
