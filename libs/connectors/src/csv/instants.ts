// Reads the times that exports write: `2026-03-01 18:30:05`, with seconds, AM or PM and an offset where the source has them.
import { Temporal } from 'temporal-polyfill';

const parts =
  /^(?<date>[\d/.-]+)(?:[T ]+(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d{1,9})?)?(?: ?(?<half>[AP]M))?)? ?(?<offset>Z|[+-]\d\d:?\d\d)?$/i;

/**
 * UTC instant to the second; a date alone is its first moment; undefined where it is no time.
 * @param timeZone IANA name: where a time without an offset was written; one that clocks skip or repeat is the earlier
 * @param dateOf reads the date's own order
 */
export function instantOf(
  text: string,
  timeZone: string,
  dateOf: (date: string) => string | undefined,
): string | undefined {
  const groups = parts.exec(text)?.groups;
  const date = dateOf(groups?.['date'] ?? '');
  if (groups === undefined || date === undefined) return undefined;
  const { minute = '00', second = '00', offset } = groups;
  const hour = hourOf(groups['hour'] ?? '0', groups['half']?.toUpperCase());
  const time = `${date}T${String(hour).padStart(2, '0')}:${minute}:${second}`;
  if (hour > 23 || minute > '59' || second > '59') return undefined;
  if (offset !== undefined) return Temporal.Instant.from(`${time}${offset}`).toString();
  const local = Temporal.PlainDateTime.from(time);
  return local.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).toInstant().toString();
}

/** 24 and more where it is none. */
function hourOf(text: string, half: string | undefined): number {
  const hour = Number(text);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half === 'PM' ? 12 : 0);
}
