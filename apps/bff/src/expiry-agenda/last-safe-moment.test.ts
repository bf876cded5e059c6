import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { agendaStatusAt, lastSafeMoment } from './last-safe-moment.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const moments = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const leads = fc.integer({ min: 0, max: 24 * 366 });

/** The day that a reader in this zone sees. */
function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(moment);
}

describe('the last safe moment', () => {
  it.each([
    [
      'over the start of summer time',
      '2027-03-29T12:00:00+02:00',
      72,
      '2027-03-26T10:00:00.000Z',
    ],
    [
      'over the end of summer time',
      '2027-11-01T12:00:00+01:00',
      72,
      '2027-10-29T11:00:00.000Z',
    ],
    ['over a leap day', '2028-03-01T00:00:00Z', 24, '2028-02-29T00:00:00.000Z'],
    [
      'over the end of February in other years',
      '2027-03-01T00:00:00Z',
      24,
      '2027-02-28T00:00:00.000Z',
    ],
    [
      'over the turn of a year',
      '2027-01-01T00:00:00Z',
      168,
      '2026-12-25T00:00:00.000Z',
    ],
    [
      'with fractions of a second',
      '2027-05-05T05:05:05.123Z',
      1,
      '2027-05-05T04:05:05.123Z',
    ],
  ])('counts hours that pass: %s', (_what, expiresAt, hours, expected) => {
    expect(lastSafeMoment(expiresAt, hours).toISOString()).toBe(expected);
  });

  it('is one moment for everybody, and two days for two readers', () => {
    const lastSafe = lastSafeMoment('2027-06-10T22:30:00Z', 48);
    expect(dayIn('America/Los_Angeles', lastSafe)).toBe('2027-06-08');
    expect(dayIn('Europe/Berlin', lastSafe)).toBe('2027-06-09');
  });

  it('is never after the end minus the lead, and never earlier than it must be', () => {
    fc.assert(
      fc.property(moments, leads, (expiresAt, hours) => {
        const lastSafe = lastSafeMoment(expiresAt, hours).getTime();
        expect(Date.parse(expiresAt) - lastSafe).toBe(hours * HOUR_MS);
      }),
    );
  });

  it('does not depend on how the end is written', () => {
    fc.assert(
      fc.property(
        moments,
        leads,
        fc.integer({ min: -12, max: 14 }),
        (expiresAt, hours, offset) => {
          const local = new Date(Date.parse(expiresAt) + offset * HOUR_MS);
          const sign = offset < 0 ? '-' : '+';
          const zone = `${sign}${String(Math.abs(offset)).padStart(2, '0')}:00`;
          const written = local.toISOString().replace('Z', zone);
          expect(lastSafeMoment(written, hours)).toEqual(
            lastSafeMoment(expiresAt, hours),
          );
        },
      ),
    );
  });
});

describe('the status', () => {
  const lastSafe = new Date('2027-03-28T12:00:00Z');
  const at = (msBefore: number) =>
    agendaStatusAt(lastSafe, new Date(lastSafe.getTime() - msBefore));

  it.each([
    ['overdue', -1],
    ['due', 0],
    ['due', 7 * DAY_MS],
    ['soon', 7 * DAY_MS + 1],
    ['soon', 30 * DAY_MS],
    ['later', 30 * DAY_MS + 1],
  ])('is %s with %d ms left', (status, msBefore) => {
    expect(at(msBefore)).toBe(status);
  });
});
