/** The value that a share of the sorted values does not exceed (nearest rank); `share` from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}

/** Median of the ratios of pairs that were measured one after the other. */
export function pairedRatio(
  subjects: readonly number[],
  controls: readonly number[],
): number {
  const ratios = subjects.map(
    (value, index) => value / (controls[index] ?? Number.NaN),
  );
  return quantile(ratios, 0.5);
}
