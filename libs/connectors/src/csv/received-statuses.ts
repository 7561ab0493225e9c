// Which statuses a list of leads uses that neither its mapping nor anybody here knows: they are taken as received, and a lead
// that was qualified under such a name is missing from what channels bring.

export type ReceivedStatus = { readonly status: string; readonly rows: number };

/** What leads that were received and no more are called. */
const receivedWords: ReadonlySet<string> = new Set([
  ...['received', 'open', 'new', 'contacted', 'not contacted'],
  ...['attempted to contact', 'contact in future', 'working', 'nurturing'],
  ...['已收到', '收到', '新建', '打开', '已联系', '未联系', '尝试联系', '将来联系', '跟进中'],
]);

/** A file whose statuses are free text could fill memory. */
const statusesMax = 100;

export class ReceivedStatuses {
  private readonly counts = new Map<string, number>();

  see(status: string | undefined): void {
    if (status === undefined || receivedWords.has(status.toLowerCase())) return;
    const rows = this.counts.get(status);
    if (rows === undefined && this.counts.size >= statusesMax) return;
    this.counts.set(status, (rows ?? 0) + 1);
  }

  /** Those with most rows first; nothing where all were known. */
  told(): { readonly receivedStatuses?: readonly ReceivedStatus[] } {
    const all = [...this.counts].map(([status, rows]) => ({ status, rows }));
    all.sort((a, b) => b.rows - a.rows);
    return all.length === 0 ? {} : { receivedStatuses: all };
  }
}
