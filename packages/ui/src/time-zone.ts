import { LANGUAGE } from '@keyward/messages';
import { useSyncExternalStore } from 'react';

export type TimeZoneChoice = 'local' | 'utc';

let chosen: TimeZoneChoice = 'local';
const watchers = new Set<() => void>();

/** Sets the zone that every time of the page is shown in: this browser's own, or UTC. */
export function showTimesIn(zone: TimeZoneChoice): void {
  if (zone === chosen) return;
  chosen = zone;
  for (const onChange of watchers) onChange();
}

/** The zone that times are shown in. */
export function timeZone(): TimeZoneChoice {
  return chosen;
}

/** The zone that times are shown in; draws anew when the reader chooses another one. */
export function useTimeZone(): TimeZoneChoice {
  return useSyncExternalStore(watch, timeZone);
}

function watch(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

/** For `Intl.DateTimeFormat`: which zone the reader chose; the browser's own has no name here. */
export function inZone(zone: TimeZoneChoice): { timeZone?: string } {
  return zone === 'utc' ? { timeZone: 'UTC' } : {};
}

/** `Europe/Vienna, GMT+1`: the zone by name and its distance from UTC at a moment. */
export function zoneName(zone: TimeZoneChoice, at: Date): string {
  const format = new Intl.DateTimeFormat(LANGUAGE, {
    ...inZone(zone),
    timeZoneName: 'shortOffset',
  });
  const { timeZone: name } = format.resolvedOptions();
  const offset = format
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return offset === undefined || offset === name || name === 'UTC'
    ? name
    : `${name}, ${offset}`;
}
