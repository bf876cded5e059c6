/**
 * Keeps a memory bounded: beyond `most` entries the oldest goes, so one call after each entry is enough. Insertion order
 * is age; what should count as new again is deleted before it is set.
 */
export function forgetOldest<K>(
  memory: Pick<Map<K, unknown>, 'size' | 'keys' | 'delete'>,
  most: number,
): void {
  if (memory.size <= most) return;
  const oldest = memory.keys().next();
  if (oldest.done !== true) memory.delete(oldest.value);
}
