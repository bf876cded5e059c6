/** One of two places: just before something durable or visible elsewhere happens, or just after. */
export interface PassagePoint {
  label: string;
  /** Which passage with this label, from 1. */
  count: number;
  /** Null for a point that the engine names, which has no two sides. */
  side: 'before' | 'after' | null;
}

/** `write task+event#2:after`, or the bare name of a point of the engine. */
export function formatPoint({ label, count, side }: PassagePoint): string {
  return side === null ? label : `${label}#${String(count)}:${side}`;
}

/** Reads what `formatPoint` writes; without `#n` it is the first passage. */
export function parsePoint(text: string): PassagePoint {
  const match = /^(?<label>.+?)(?:#(?<count>\d+))?:(?<side>before|after)$/.exec(
    text,
  );
  const { label, count = '1', side } = match?.groups ?? {};
  if (label === undefined || (side !== 'before' && side !== 'after')) {
    return { label: text, count: 1, side: null };
  }
  return { label, count: Number(count), side };
}
