// Where the log stands, asked once for many questions about it: there may be many ledgers, and each has a dozen read models.
import { type EventLog } from '@ledger/event-log';
import { type Truth } from '@ledger/read-store';
import { askedOfAll } from '../asked-of-all.js';
import { recordedMs, secondsSince } from './truth.js';

/** A log on servers waits for its end each time that it is asked, and tells all who ask meanwhile. */
const headsAtOnce = 256;

/** Of every ledger, its last sequence. @throws LogError */
export async function headsOf(log: EventLog): Promise<ReadonlyMap<string, number>> {
  return askedOfAll(await log.ledgers(), (ledger) => log.head(ledger), headsAtOnce);
}

export class LogStanding {
  private readonly moments = new Map<string, Promise<number>>();

  private constructor(
    private readonly log: EventLog,
    readonly heads: ReadonlyMap<string, number>,
    private readonly haltedAt: ReadonlyMap<string, number>,
  ) {}

  /** @throws LogError */
  static async of(log: EventLog): Promise<LogStanding> {
    const [heads, halts] = await Promise.all([headsOf(log), log.halts()]);
    return new LogStanding(
      log,
      heads,
      new Map(halts.map(({ ledger, sequence }) => [ledger, sequence])),
    );
  }

  /** How far what shows entries up to `sequence` is behind. @param nowMs milliseconds since 1970-01-01T00:00Z */
  async truth(ledger: string, sequence: number, nowMs: number): Promise<Truth> {
    const haltedAt = this.haltedAt.get(ledger);
    const halted = haltedAt === undefined ? {} : { haltedAt };
    const lagEntries = Math.max(0, (this.heads.get(ledger) ?? 0) - sequence);
    if (lagEntries === 0) return { sequence, lagEntries, lagSeconds: 0, ...halted };
    const lagSeconds = secondsSince(await this.moment(ledger, sequence + 1), nowMs);
    return { sequence, lagEntries, lagSeconds, ...halted };
  }

  /** Read models of a ledger mostly wait for the same entry. */
  private moment(ledger: string, sequence: number): Promise<number> {
    const key = `${ledger} ${sequence}`;
    const known = this.moments.get(key);
    if (known !== undefined) return known;
    const asked = recordedMs(this.log, ledger, sequence);
    this.moments.set(key, asked);
    return asked;
  }
}
