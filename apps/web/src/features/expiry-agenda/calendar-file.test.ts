import { describe, expect, it } from 'vitest';

import { anAgendaItem } from '../../testing/estate-fixtures.ts';
import { calendarEntries } from './calendar-entries.ts';
import { toCalendar } from './calendar-file.ts';

const AROUND = {
  name: 'Keyward',
  url: 'https://keyward.example/certificates/agenda',
  now: new Date('2026-11-21T08:09:10.123Z'),
};

function fileOf(over: Parameters<typeof anAgendaItem>[0] = {}): string {
  return toCalendar(
    calendarEntries([anAgendaItem(over)], 'keyward.example'),
    AROUND,
  );
}

/** Content lines as a reader puts them together again. */
function unfolded(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('the calendar file of the agenda', () => {
  it('has a whole day for the last safe request and one for the end, each with reminders', () => {
    const lines = unfolded(
      fileOf({
        lastSafeDayToRequest: '2026-12-31T12:00:00.000Z',
        expiresAt: '2027-02-28T12:00:00.000Z',
      }),
    );
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
    expect(lines).toContain('DTSTART;VALUE=DATE:20261231');
    expect(lines).toContain('DTEND;VALUE=DATE:20270101');
    expect(lines).toContain('DTSTART;VALUE=DATE:20270228');
    expect(lines).toContain('DTEND;VALUE=DATE:20270301');
    expect(lines).toContain('DTSTAMP:20261121T080910Z');
    expect(lines.filter((line) => line.startsWith('TRIGGER:'))).toEqual([
      'TRIGGER:-PT159H',
      'TRIGGER:-PT15H',
      'TRIGGER:PT9H',
      'TRIGGER:-PT15H',
    ]);
    expect(lines.at(-1)).toBe('');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.at(-2)).toBe('END:VCALENDAR');
  });

  it('names its entries the same in every file, and differently from each other', () => {
    const uids = (file: string): string[] =>
      unfolded(file).filter((line) => line.startsWith('UID:'));
    expect(uids(fileOf())).toEqual(uids(fileOf({ expired: false })));
    expect(new Set(uids(fileOf())).size).toBe(2);
  });

  it('asks nobody to request what has ended or is being renewed', () => {
    expect(fileOf({ expired: true })).not.toContain('-request@');
    const [use] = anAgendaItem().uses;
    if (use === undefined) throw new Error('The fixture has a use.');
    const renewedBy = {
      changeId: '019a0000-0000-7000-8000-0000000000c1',
      reference: 'CHG-1042',
      state: 'pending' as const,
    };
    expect(fileOf({ uses: [{ ...use, renewedBy }] })).not.toContain(
      '-request@',
    );
  });

  it('lets no name break out of its line, and folds lines between characters at 75 octets', () => {
    const file = fileOf({
      subject: `CN=kms one; two\\ ${'ä€😀'.repeat(30)}`,
      howToRenew: 'First, then.\nATTACH:https://elsewhere.example\nEND:VEVENT',
    });
    for (const line of file.split('\r\n')) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(line).not.toContain('\uFFFD');
    }
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = unfolded(file);
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(2);
    expect(lines.some((line) => line.startsWith('ATTACH'))).toBe(false);
    expect(lines.join('')).toContain('First\\, then.\\nATTACH');
    const summary = lines.find((line) => line.startsWith('SUMMARY:')) ?? '';
    expect(summary).toContain('kms one\\; two\\\\ ä€😀');
  });
});
