// Where several processes keep the same read models: the checkpoint lets one of them fold a ledger, the others stand by.
import { StoreError } from '@ledger/read-store';
import { isRetriable } from './retry.js';

export type StandBy = {
  /** How often to look whether the other one goes on. */
  readonly lookMs: number;
};

/** How far the other one has come, and how far the ledger reaches. */
export type Looked = { readonly sequence: number; readonly head: number };

/** Whether somebody else has moved the checkpoint. */
export function isTaken(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'checkpoint-moved';
}

/** Whether somebody else has put another build in the place of this one. */
export function isDropped(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'build-dropped';
}

export class Elsewhere {
  private waiting: Promise<void> | undefined;

  constructor(
    private readonly look: () => Promise<Looked>,
    private readonly isOver: () => boolean,
  ) {}

  get isOn(): boolean {
    return this.waiting !== undefined;
  }

  /** Resolves when nobody waits any more. */
  get over(): Promise<void> {
    return this.waiting ?? Promise.resolve();
  }

  /** @param told where the ledger ends once the other one has left, or what makes waiting impossible */
  begin(
    { lookMs }: StandBy,
    told: { onLeft(head: number): Promise<void>; onError(error: unknown): void },
  ): void {
    const { onLeft, onError } = told;
    this.waiting = this.untilLeft(lookMs).then(
      (head) => {
        this.waiting = undefined;
        if (head !== undefined) void onLeft(head);
      },
      (error: unknown) => {
        this.waiting = undefined;
        onError(error);
      },
    );
  }

  /** Waits while the checkpoint moves, or has nothing to move for. */
  private async untilLeft(lookMs: number): Promise<number | undefined> {
    for (let seen = -1; ;) {
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      if (this.isOver()) return undefined;
      const at = await this.lookAgain();
      if (at === undefined) continue;
      if (at.sequence < at.head && at.sequence === seen) return at.head;
      seen = at.sequence;
    }
  }

  /** undefined where the store or the log could not tell. */
  private async lookAgain(): Promise<Looked | undefined> {
    try {
      return await this.look();
    } catch (error) {
      if (isRetriable(error)) return undefined;
      throw error;
    }
  }
}
