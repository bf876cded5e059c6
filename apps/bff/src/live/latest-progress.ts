import type { EncodedEvent } from './event-frame.ts';

/**
 * Leaves out progress that a later event of the same list has overtaken, so that a reader gets the newest state of a
 * task and not the way there. Only progress goes, and only where progress of the same task follows it directly: a
 * state, a step or a note is never left out, and neither is what stood before it. The last event always stays.
 */
export function latestProgress(
  events: readonly EncodedEvent[],
): EncodedEvent[] {
  const overtaken = new Set<string>();
  const kept: EncodedEvent[] = [];
  for (const event of events.toReversed()) {
    const { subject, isProgress } = event;
    if (isProgress && overtaken.has(subject)) continue;
    if (isProgress) overtaken.add(subject);
    else overtaken.delete(subject);
    kept.push(event);
  }
  return kept.reverse();
}
