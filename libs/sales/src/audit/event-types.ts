// What entries can be of: a search for a type that the product does not have would find nothing for ever, so it is refused.
import { reject } from './audit.rejections.js';

/** All events of all slices. */
export class EventTypes {
  constructor(private readonly names: readonly string[]) {}

  /** @throws Rejection `event-type-unknown` */
  demand(type: string | undefined): void {
    if (type === undefined || this.names.includes(type)) return;
    throw reject('event-type-unknown', { type, known: [...this.names].sort().join(', ') });
  }
}
