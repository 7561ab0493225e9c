// What the demo holds, counted from its story.
import { type Sitting } from './story.js';

export type DemoContents = {
  readonly salespeople: number;
  readonly teams: number;
  readonly products: number;
  readonly customers: number;
  readonly leads: number;
  readonly deals: number;
  readonly corrections: number;
  readonly returns: number;
  readonly targets: number;
  readonly feedback: number;
};

export function contentsOf(story: readonly Sitting[]): DemoContents {
  const counts = new Map<string, number>();
  for (const { commands } of story) {
    for (const { type } of commands) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const count = (type: string): number => counts.get(type) ?? 0;
  return {
    salespeople: count('AddSalesperson'),
    teams: count('CreateTeam'),
    products: count('AddProduct'),
    customers: count('RegisterCustomer'),
    leads: count('ReceiveLead'),
    deals: count('OpenDeal'),
    corrections: count('CorrectDeal'),
    returns: count('ReverseDeal'),
    targets: count('SetTarget'),
    feedback: count('ReceiveFeedback'),
  };
}
