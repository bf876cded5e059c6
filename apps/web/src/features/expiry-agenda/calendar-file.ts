/** RFC 5545 counts octets, without the line's end. */
const LINE_OCTETS = 75;

/** One all-day entry of a calendar file. */
export interface CalendarEntry {
  /** The same in every file for the same thing, so that a later file replaces the entry. */
  uid: string;
  /** In the zone of whoever reads it. */
  day: Date;
  summary: string;
  description: string;
  /** Days before the day itself, at nine in the morning. */
  remindDaysBefore: readonly number[];
}

/** A file of all-day entries as RFC 5545 writes it: lines folded at 75 octets, ends CRLF, texts escaped. */
export function toCalendar(
  entries: readonly CalendarEntry[],
  { name, url, now }: { name: string; url: string; now: Date },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Keyward//Expiry agenda//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...entries.flatMap((entry) => eventLines(entry, url, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(entry: CalendarEntry, url: string, now: Date): string[] {
  const next = new Date(entry.day);
  next.setDate(next.getDate() + 1);
  const summary = escaped(entry.summary);
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${instant(now)}`,
    `DTSTART;VALUE=DATE:${dayOf(entry.day)}`,
    `DTEND;VALUE=DATE:${dayOf(next)}`,
    `SUMMARY:${summary}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    ...entry.remindDaysBefore.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${summary}`,
      `TRIGGER:${trigger(days)}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** An all-day entry begins at midnight; a reminder comes at nine. */
function trigger(daysBefore: number): string {
  return daysBefore === 0 ? 'PT9H' : `-PT${String(daysBefore * 24 - 9)}H`;
}

function dayOf(day: Date): string {
  const digits = (value: number, count: number): string =>
    String(value).padStart(count, '0');
  return (
    digits(day.getFullYear(), 4) +
    digits(day.getMonth() + 1, 2) +
    digits(day.getDate(), 2)
  );
}

function instant(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** Breaks a long line between characters: a line that goes on begins with a blank, which counts too. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
