// How every list says that the days it is asked for end before they begin.
import { type RejectionTexts, rejector } from '@ledger/ledger';

export const rangeRejections = {
  'range-backwards': {
    status: 422,
    en: 'The range begins on {from} and ends before that, on {to}. Exchange the two.',
    zh: '范围起始日 {from} 晚于结束日 {to}。请对调。',
  },
} as const satisfies RejectionTexts;

const reject = rejector(rangeRejections);

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };

/** @throws Rejection `range-backwards`; days that are open on one side never are */
export function demandForwards({ from, to }: Days): void {
  if (from !== undefined && to !== undefined && to < from) throw backwards({ from, to });
}

export function backwards(range: { readonly from: string; readonly to: string }): Error {
  return reject('range-backwards', range);
}
