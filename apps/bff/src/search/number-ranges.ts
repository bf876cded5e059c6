/** The last number that the database's counters have room for. */
const LAST = 2_147_483_647;

/**
 * Ranges of all numbers whose digits begin with `digits`, the number itself aside: of 104 these are 1040–1049,
 * 10400–10499 and so on. An index on the number answers each without a look at any other row.
 */
export function numbersBeginning(
  digits: string,
): [first: number, last: number][] {
  if (digits.startsWith('0')) return [];
  const ranges: [number, number][] = [];
  for (let power = 10; Number(digits) * power <= LAST; power *= 10) {
    const first = Number(digits) * power;
    ranges.push([first, Math.min(first + power - 1, LAST)]);
  }
  return ranges;
}
