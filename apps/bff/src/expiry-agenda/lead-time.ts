import {
  FEWEST_MEASURED_CHANGES,
  isImmediate,
  type LeadTime,
  type OperationId,
} from '@keyward/contract';

/** A change that succeeded, and how long that took from its submission. */
export interface MeasuredChange {
  operation: OperationId;
  tookMs: number;
}

const HOUR_MS = 3_600_000;
const PERCENTILE = 90;
/** Somebody has to notice the result and put right what went wrong. */
const MARGIN_HOURS = 24;
/** While too few were measured: a week, margin included. */
const DEFAULT_HOURS = 168;

/**
 * How long before an end a renewal has to be requested: nine of ten changes were done within that time, and a margin.
 * Changes of the same operation count, when there are five; else those of all operations that others approve.
 */
export function leadTimeOf(
  measured: readonly MeasuredChange[],
  operation: OperationId | null,
): LeadTime {
  const approved = measured.filter((each) => !isImmediate(each.operation));
  const own = approved.filter((each) => each.operation === operation);
  const isOwn = own.length >= FEWEST_MEASURED_CHANGES;
  const basis = isOwn ? own : approved;
  const isMeasured = basis.length >= FEWEST_MEASURED_CHANGES;
  return {
    hours: isMeasured
      ? Math.ceil(percentile(basis.map((each) => each.tookMs)) / HOUR_MS) +
        MARGIN_HOURS
      : DEFAULT_HOURS,
    marginHours: MARGIN_HOURS,
    basis: basis.length,
    measured: isMeasured,
    percentile: PERCENTILE,
    operation: isOwn ? operation : null,
  };
}

/** The smallest measured value that nine of ten do not exceed: it is one that really happened. */
function percentile(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.ceil((PERCENTILE / 100) * sorted.length);
  return Math.max(0, sorted[rank - 1] ?? 0);
}
