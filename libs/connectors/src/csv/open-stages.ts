// Which stages a list of deals uses that a mapping says nothing of: they are taken as open, and a win among them is missing money.

export type OpenStage = {
  readonly stage: string;
  readonly rows: number;
  /** Of these, rows whose close date is before today. */
  readonly pastCloseDate: number;
};

export type SeenStage = { readonly stage: string; readonly isPast: boolean };

/** A file whose stages are free text could fill memory. */
const stagesMax = 100;

export class OpenStages {
  private readonly counts = new Map<string, OpenStage>();

  see(seen: SeenStage | undefined): void {
    if (seen === undefined) return;
    const { stage, isPast } = seen;
    if (!this.counts.has(stage) && this.counts.size >= stagesMax) return;
    const { rows, pastCloseDate } = this.counts.get(stage) ?? { rows: 0, pastCloseDate: 0 };
    const past = pastCloseDate + (isPast ? 1 : 0);
    this.counts.set(stage, { stage, rows: rows + 1, pastCloseDate: past });
  }

  /** Those with most rows past their close date first; nothing where no stage was seen. */
  told(): { readonly openStages?: readonly OpenStage[] } {
    const all = [...this.counts.values()];
    all.sort((a, b) => b.pastCloseDate - a.pastCloseDate || b.rows - a.rows);
    return all.length === 0 ? {} : { openStages: all };
  }
}
