// Evaluates KPI formulas: CEL over exact fractions, parsed once, each telling from its own text what it has to know.
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { Fraction, dividedBy, minus, noValue, plus, times, whole } from './fraction.js';
import { type KpiMeasure, kpiMeasures } from './kpi.events.js';

/** The period asked for, the one before it, and the same one of the year before. */
export const moments = ['now', 'previous', 'lastYear'] as const;
export type Moment = (typeof moments)[number];

/** What a formula looks at. */
export type Needs = { readonly [moment in Moment]: readonly KpiMeasure[] } & {
  /** Metrics whose target for the period asked for it looks at. */
  readonly targets: readonly string[];
};

/** An integer measure of one member in one period. */
export type Reading = (measure: KpiMeasure) => number;

/** What a formula is evaluated on; a period or a target that is not there makes no value. */
export type Figures = { readonly [moment in Moment]: Reading | undefined } & {
  target(metric: string): Fraction | undefined;
};

export type Formula = {
  readonly needs: Needs;
  /** Whether values of members add up to the value of all: not where it divides or multiplies. */
  readonly isSum: boolean;
  /** Exact; `noValue` where it divides by nothing or looks at what is not there. */
  valueOf(figures: Figures): Fraction;
};

/** A formula that says nothing; the message tells where. */
export class FormulaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaError';
  }
}

/** One period's measures as CEL sees them: only those that the formula looks at are there. */
class Measures {
  readonly [measure: string]: Fraction;
}

const measureNames = Object.keys(kpiMeasures);
const fields = Object.fromEntries(measureNames.map((name) => [name, 'Fraction']));
const arithmetic = { '+': plus, '-': minus, '*': times, '/': dividedBy } as const;
const language = languageOf();
const nothing: About = {
  previous: new Measures(),
  lastYear: new Measures(),
  target: () => undefined,
};

/** The other periods and the targets of the evaluation under way. */
type About = { readonly previous: Measures; readonly lastYear: Measures } & Pick<Figures, 'target'>;

/** @throws FormulaError for what does not parse, names no measure, or is no number */
export function formulaOf(text: string): Formula {
  // CEL's functions see nothing but their arguments. Evaluation never pauses, so what it is about stands here meanwhile.
  let about: About = nothing;
  const environment = language
    .clone()
    .registerFunction('previous(Measures): Measures', () => about.previous)
    .registerFunction('lastYear(Measures): Measures', () => about.lastYear)
    .registerFunction('target(string): Fraction', (name: string) => about.target(name) ?? noValue);
  const checked = environment.check(text);
  if (!checked.valid) throw new FormulaError(checked.error?.message ?? text);
  if (checked.type !== 'Fraction') throw new FormulaError(`it is of type ${checked.type}: ${text}`);
  const run = environment.parse(text);
  const needs = needsOf(run.ast);
  const nodes = nodesIn(run.ast);
  const isSum = nodes.every(({ op }) => op !== '/' && op !== '*');
  const evaluated = (figures: Figures): Fraction => {
    about = {
      previous: measuresFrom(figures.previous, needs.previous),
      lastYear: measuresFrom(figures.lastYear, needs.lastYear),
      target: (name) => figures.target(name),
    };
    const value: unknown = run({ m: measuresFrom(figures.now, needs.now) });
    if (value instanceof Fraction) return value;
    throw new Error(`${text} was checked to be a fraction and is ${String(value)}`);
  };
  const isPlain = nodes.every(({ op }) => plainOps.has(op));
  const weights = isPlain ? weightsOf(needs, evaluated) : undefined;
  return {
    needs,
    isSum,
    valueOf: (figures) => (weights && summed(figures.now, weights)) ?? evaluated(figures),
  };
}

type Weights = {
  readonly constant: number;
  readonly measures: readonly (readonly [measure: KpiMeasure, weight: number])[];
};

/** Measures and whole numbers, added and subtracted. */
const plainOps: ReadonlySet<ASTNode['op']> = new Set(['+', '-', '.', 'id', 'value']);

/**
 * What is only added and subtracted is so many times each measure: a board of thousands adds that up in plain numbers.
 * Undefined where it looks at more than the period itself.
 */
function weightsOf(
  { now, previous, lastYear, targets }: Needs,
  evaluated: (figures: Figures) => Fraction,
): Weights | undefined {
  if (previous.length + lastYear.length + targets.length > 0) return undefined;
  const valueOf = (read: Reading): number =>
    Number(
      evaluated({
        ...{ now: read, previous: undefined, lastYear: undefined },
        target: () => undefined,
      }).over,
    );
  const constant = valueOf(() => 0);
  const measures = now.map((name) => {
    const weight = valueOf((measure) => (measure === name ? 1 : 0)) - constant;
    return [name, weight] as const;
  });
  return { constant, measures };
}

/** Undefined where plain numbers would not be exact. */
function summed(read: Reading | undefined, { constant, measures }: Weights): Fraction | undefined {
  if (read === undefined) return undefined;
  let sum = constant;
  for (const [measure, weight] of measures) {
    sum += weight * read(measure);
    if (!Number.isSafeInteger(sum)) return undefined;
  }
  return whole(sum);
}

function languageOf(): Environment {
  const environment = new Environment()
    .registerType('Fraction', { ctor: Fraction, fields: {} })
    .registerType('Measures', { ctor: Measures, fields })
    .registerVariable('m', 'Measures');
  for (const [sign, apply] of Object.entries(arithmetic)) {
    environment
      .registerOperator(`Fraction ${sign} Fraction: Fraction`, apply)
      .registerOperator(`int ${sign} Fraction: Fraction`, (a: bigint, b: Fraction) =>
        apply(whole(a), b),
      )
      .registerOperator(`Fraction ${sign} int: Fraction`, (a: Fraction, b: bigint) =>
        apply(a, whole(b)),
      );
  }
  return environment;
}

function measuresFrom(read: Reading | undefined, names: readonly KpiMeasure[]): Measures {
  const measures: { [measure: string]: Fraction } = new Measures();
  for (const name of names) measures[name] = read === undefined ? noValue : whole(read(name));
  return measures;
}

type Read = { readonly moment: Moment; readonly measure: KpiMeasure };

function needsOf(root: ASTNode): Needs {
  const nodes = nodesIn(root);
  const read = nodes.flatMap((node) => (node.op === '.' ? [readBy(node.args)] : []));
  // What is not read field by field could be anything, and then nobody knows what to look up.
  const handed = nodes.filter(({ op, args }) => op === 'id' && args === 'm').length;
  if (read.length === 0 || handed !== read.length)
    throw new FormulaError(`measures are read as m.wonAmount: ${root.input}`);
  const at = (moment: Moment): readonly KpiMeasure[] => [
    ...new Set(read.filter((one) => one.moment === moment).map(({ measure }) => measure)),
  ];
  return {
    now: at('now'),
    previous: at('previous'),
    lastYear: at('lastYear'),
    targets: targetsIn(nodes),
  };
}

function readBy([from, measure]: readonly [ASTNode, string]): Read {
  const by = from.op === 'call' ? from.args[1][0] : from;
  if (by?.op !== 'id') throw new FormulaError(`measures are read as m.wonAmount: ${from.input}`);
  const moment = from.op === 'call' ? from.args[0] : 'now';
  return { moment: moment as Moment, measure: measure as KpiMeasure }; // the check let nothing else through
}

function targetsIn(nodes: readonly ASTNode[]): readonly string[] {
  const named = nodes.flatMap((node) =>
    node.op === 'call' && node.args[0] === 'target' ? [node.args[1][0]] : [],
  );
  const metrics = named.map((node) => {
    if (node?.op === 'value' && typeof node.args === 'string') return node.args;
    throw new FormulaError('a target is named by a word: target("sales-amount")');
  });
  return [...new Set(metrics)];
}

/** The node and everything below it. */
function nodesIn(node: ASTNode): readonly ASTNode[] {
  const args: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return [node, ...args.filter(isNode).flatMap(nodesIn)];
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part;
}
