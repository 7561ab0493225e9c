// Every metric of the product's own: its kind, its labels and what it says. The reference page and the alert rules' spec are
// made from this list. No label names a ledger, a person or a path: there may be any number of those, and each would be a
// series of its own.
import { type Text } from '@ledger/ledger';
import { dependencies } from '../health/dependencies.js';
import {
  appendOutcomes,
  commandOutcomes,
  leavingReasons,
  routedOutcomes,
  takingReasons,
} from './writer-meter.js';

export type MetricKind = 'counter' | 'gauge' | 'histogram';

export type MetricText = {
  readonly kind: MetricKind;
  readonly labels: readonly string[];
  readonly about: Text;
  /** All that a label can say, where that is a short list. */
  readonly values?: { readonly [label: string]: readonly string[] };
};

export const metricTexts = {
  sales_ledger_commands_total: {
    kind: 'counter',
    labels: ['type', 'outcome', 'code'],
    values: { outcome: commandOutcomes },
    about: {
      en: 'Commands answered by the writer, by type, outcome (accepted, unchanged, repeated, refused, busy, not-recorded, unknown, failed) and code of the refusal; those sent together count once',
      zh: '写入器已应答的命令数，按类型、结果（accepted、unchanged、repeated、refused、busy、not-recorded、unknown、failed）和拒绝代码统计；一并发送的命令计为一次',
    },
  },
  sales_ledger_commands_waiting: {
    kind: 'gauge',
    labels: [],
    about: {
      en: 'Commands taken and not answered yet',
      zh: '已接收但尚未应答的命令数',
    },
  },
  sales_ledger_writer_taking: {
    kind: 'gauge',
    labels: [],
    about: {
      en: '1 while the writer takes commands; 0 while it stops, or while the outcome of an append is unknown',
      zh: '写入器接收命令时为 1；停止期间或追加结果未知期间为 0',
    },
  },
  sales_ledger_append_seconds: {
    kind: 'histogram',
    labels: [],
    about: {
      en: 'How long the log took to make a batch durable',
      zh: '日志将一批分录持久化所用的时间',
    },
  },
  sales_ledger_append_failures_total: {
    kind: 'counter',
    labels: ['outcome'],
    values: { outcome: appendOutcomes },
    about: {
      en: 'Batches that the log did not take: not-appended (certainly) or unknown',
      zh: '日志未接受的批次数：not-appended（确定未写入）或 unknown（结果未知）',
    },
  },
  sales_ledger_partitions_owned: {
    kind: 'gauge',
    labels: [],
    about: {
      en: 'Partitions of the log that this process writes to; an embedded log has one',
      zh: '本进程当前写入的日志分区数；嵌入式日志只有一个分区',
    },
  },
  sales_ledger_ownership_changes_total: {
    kind: 'counter',
    labels: ['change', 'reason'],
    values: { change: ['taken', 'left'], reason: [...takingReasons, ...leavingReasons] },
    about: {
      en: 'Partitions taken over (change taken; reason assigned: first command since it fell to this process, after-fence: lost to another process before, unknown-outcome: the outcome of an append was not known) and given up (change left; reason reassigned: it fell to another process, fenced: another process took it over, stopped: this process ends)',
      zh: '接管的分区数（change 为 taken；reason 为 assigned：分配给本进程后的首条命令，after-fence：此前被其他进程接管，unknown-outcome：追加结果未知）与放弃的分区数（change 为 left；reason 为 reassigned：已分配给其他进程，fenced：被其他进程接管，stopped：本进程正在停止）',
    },
  },
  sales_ledger_writers_fenced_total: {
    kind: 'counter',
    labels: [],
    about: {
      en: 'Writers that found that another process had taken their partition over; nothing of theirs is recorded after that',
      zh: '写入器发现其分区已被其他进程接管的次数；此后它的任何内容都不会被记录',
    },
  },
  sales_ledger_take_over_failures_total: {
    kind: 'counter',
    labels: [],
    about: {
      en: 'Attempts to take a partition over that failed; its commands were turned away',
      zh: '接管分区失败的次数；该分区的命令因此被拒收',
    },
  },
  sales_ledger_commands_routed_total: {
    kind: 'counter',
    labels: ['outcome'],
    values: { outcome: routedOutcomes },
    about: {
      en: 'Commands handed to the service that their ledger falls to, by what came of it: answered, unknown (no answer in time) or busy (not sent)',
      zh: '转交给账本所属服务的命令数，按结果统计：answered（已应答）、unknown（未及时得到应答）或 busy（未发送）',
    },
  },
  sales_ledger_batch_commands: {
    kind: 'histogram',
    labels: [],
    about: { en: 'Commands answered by one append', zh: '每次追加所应答的命令数' },
  },
  sales_ledger_batch_entries: {
    kind: 'histogram',
    labels: [],
    about: { en: 'Entries recorded by one append', zh: '每次追加所记录的分录数' },
  },
  sales_ledger_halted_ledgers: {
    kind: 'gauge',
    labels: [],
    about: {
      en: 'Ledgers whose commands are refused because the log does not go on as it should; /v1/diagnosis names them',
      zh: '因日志不连贯而拒绝其命令的账本数；详见 /v1/diagnosis',
    },
  },
  sales_ledger_dependency_up: {
    kind: 'gauge',
    labels: ['dependency'],
    values: { dependency: dependencies },
    about: {
      en: '1 where what this process reaches beside itself answers within two seconds: channel (to other services that decide commands), log, readStore, keyStore; 0 where it does not',
      zh: '本进程所依赖的部分在两秒内应答时为 1，否则为 0：channel（与其他裁决命令的服务之间的通道）、log、readStore、keyStore',
    },
  },
  sales_ledger_projection_lag_entries: {
    kind: 'gauge',
    labels: ['projection'],
    about: {
      en: 'Entries recorded and not shown yet by the read model, over all ledgers',
      zh: '已记录但读模型尚未显示的分录数（所有账本合计）',
    },
  },
  sales_ledger_projection_lag_seconds: {
    kind: 'gauge',
    labels: ['projection'],
    about: {
      en: 'Seconds since the oldest entry not shown was recorded, in the ledger where that is longest',
      zh: '最早一条未显示分录记录至今的秒数，取各账本中的最大值',
    },
  },
  sales_ledger_projection_stopped_ledgers: {
    kind: 'gauge',
    labels: ['projection'],
    about: {
      en: 'Ledgers in which the read model stopped at an entry that it cannot fold; /v1/projections names them',
      zh: '读模型因无法处理某条分录而停止的账本数；详见 /v1/projections',
    },
  },
  sales_ledger_projection_filling_left_entries: {
    kind: 'gauge',
    labels: ['projection'],
    about: {
      en: 'Entries still to be folded by a build that will take the place of the serving one, or be the first; 0 where none is computed',
      zh: '正在计算的新版本（将取代当前版本或为首个版本）尚待处理的分录数；没有正在计算的版本时为 0',
    },
  },
  sales_ledger_projection_serving: {
    kind: 'gauge',
    labels: ['projection'],
    about: {
      en: '1 where the read model answers; 0 while it is computed for the first time',
      zh: '读模型可应答时为 1；首次计算期间为 0',
    },
  },
  sales_ledger_http_requests_total: {
    kind: 'counter',
    labels: ['method', 'route', 'status'],
    about: {
      en: 'Requests answered, by template of the path (none: nothing is there) and status',
      zh: '已应答的请求数，按路径模板（none 表示路径不存在）和状态码统计',
    },
  },
  sales_ledger_http_defects_total: {
    kind: 'counter',
    labels: [],
    about: {
      en: 'Requests that a defect had answered with 500, of any route',
      zh: '因程序缺陷以 500 应答的请求数（所有路由合计）',
    },
  },
  sales_ledger_http_request_seconds: {
    kind: 'histogram',
    labels: ['method', 'route'],
    about: {
      en: 'Time until the answer began, by template of the path',
      zh: '开始应答前所用的时间，按路径模板统计',
    },
  },
} as const satisfies { readonly [name: string]: MetricText };

export type MetricName = keyof typeof metricTexts;
