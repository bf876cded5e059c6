/**
 * Parsed JSON with each member of its outermost array or object put through `member`, and each member name through
 * `name`, which drops the member by returning null. What nothing changes in is handed back as it is: copying every object
 * of a long list costs as much as reading it.
 */
export function mapJson(
  value: unknown,
  member: (value: unknown) => unknown,
  name: (name: string) => string | null,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const mapped = value.map((item: unknown) => member(item));
    return mapped.some((item, index) => item !== value[index]) ? mapped : value;
  }
  let isChanged = false;
  const entries: [string, unknown][] = [];
  for (const [key, old] of Object.entries(value)) {
    const newKey = name(key);
    const now = member(old);
    isChanged ||= newKey !== key || now !== old;
    if (newKey !== null) entries.push([newKey, now]);
  }
  return isChanged ? Object.fromEntries(entries) : value;
}
