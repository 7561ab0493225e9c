// A target's value: decimal text outside, one integer in entries and rows.
import { amountMinorMax } from '@ledger/ledger';
import { type KpiUnit, kpiNamed } from '../kpi/kpi.events.js';
import { targetDecimals } from './target.events.js';
import { reject } from './target.rejections.js';

export type Measured = {
  readonly metric: string;
  readonly unit: KpiUnit;
  readonly currency: string;
};

/**
 * `12.5` of days → 12,500,000.
 * @throws Rejection for what is no number, too fine for the unit, beyond what sums stay exact with, or below zero; where a
 * metric's targets have bounds of their own, for what lies outside these instead
 */
export function valueOf(value: string, { metric, unit, currency }: Measured): number {
  const decimals = targetDecimals(unit, currency);
  const refuse = (rule: Parameters<typeof reject>[0]): Error =>
    reject(rule, { value, metric, decimals }, '/value');
  const match = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(value);
  if (match === null) throw refuse('value-malformed');
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > decimals) throw refuse('value-decimals');
  if (whole.length > 16) throw refuse('value-too-large');
  const scaled = BigInt(whole + fraction.padEnd(decimals, '0'));
  const signed = sign === '-' ? -scaled : scaled;
  const bounds = kpiNamed(metric)?.targets;
  if (bounds !== undefined) {
    const isAbove = signed > scaledBy(bounds.max, decimals);
    if (isAbove || signed < scaledBy(bounds.min, decimals)) {
      throw reject('value-out-of-range', { value, metric, ...bounds }, '/value');
    }
    return Number(signed);
  }
  if (signed < 0n) throw refuse('value-negative');
  if (scaled > BigInt(amountMinorMax)) throw refuse('value-too-large');
  return Number(scaled);
}

function scaledBy(whole: number, decimals: number): bigint {
  return BigInt(whole) * 10n ** BigInt(decimals);
}
