/** A time to the minute, as sentences say it: 2026-11-20 14:05 UTC. */
export function shortTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
