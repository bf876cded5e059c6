import { normaliseKeyServer } from '@keyward/contract';
import { say } from '@keyward/messages';

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
    if (held.has(row)) {
      return say('ontap-add-key-servers.the-key-manager-holds-already', {
        row,
      });
    }
    const first = rows.indexOf(row);
    return first < index
      ? say('ontap-add-key-servers.the-same-server-as-number', {
          first: first + 1,
        })
      : undefined;
  });
}
