import { normaliseKeyServer } from '@keyward/contract';

/**
 * Says while typing which rows name a server twice, or one that the key manager holds already. Compared as ONTAP
 * stores them: lower case, with the default port filled in.
 */
export function duplicateNotes(
  typed: readonly string[],
  existing: readonly string[],
): (string | undefined)[] {
  const held = new Set(existing.map(normaliseKeyServer));
  const rows = typed.map((text) =>
    text.trim() === '' ? '' : normaliseKeyServer(text.trim()),
  );
  return rows.map((row, index) => {
    if (row === '') return undefined;
    if (held.has(row)) return `The key manager holds ${row} already.`;
    const first = rows.indexOf(row);
    return first < index
      ? `The same server as number ${String(first + 1)}.`
      : undefined;
  });
}
