import { LANGUAGE, say } from '@keyward/messages';

const NUMBERS = new Intl.NumberFormat(LANGUAGE);

// Not the unit style of `Intl`: its short form is long ("2 mins") and its narrow one says "m" for minutes.
const UNITS: readonly (readonly [
  seconds: number,
  write: (count: string) => string,
])[] = [
  [86_400, (count) => say('ui.span-days', { count })],
  [3_600, (count) => say('ui.span-hours', { count })],
  [60, (count) => say('ui.span-minutes', { count })],
  [1, (count) => say('ui.span-seconds', { count })],
];

/** A span in its two largest units: `2 d 3 h`, `4 min 10 s`, `0 s`. Negative spans count as nothing. */
export function describeDuration(ms: number): string {
  let left = Math.max(0, Math.round(ms / 1000));
  const parts: string[] = [];
  for (const [seconds, write] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(write(NUMBERS.format(count)));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  const [larger, smaller] = parts;
  if (larger === undefined) return say('ui.span-seconds', { count: '0' });
  return smaller === undefined
    ? larger
    : say('ui.span-of-two-units', { larger, smaller });
}
