import type { Database } from '@keyward/database';
import { createDecipheriv } from 'node:crypto';

import { SEALED_COLUMNS } from '../../src/key-custody/sealed-columns.ts';
import type { CanaryBook } from './canary-book.ts';

/**
 * Notes the console's own keys and every data key, by opening what is sealed with the key-encryption key, as somebody
 * would who has both: independently of the console's code.
 */
export async function noteKeysAtRest(
  db: Database,
  kek: Buffer,
  book: CanaryBook,
): Promise<void> {
  for (const { table, column, rowId } of SEALED_COLUMNS) {
    const rows = await db
      .selectFrom(table)
      .select((query) => [
        query
          .ref(rowId as never) // the column of a table that is one of several
          .$castTo<string>()
          .as('id'),
        query
          .ref(column as never) // as above
          .$castTo<Buffer>()
          .as('sealed'),
      ])
      .execute();
    for (const { id, sealed } of rows) {
      const { dataKey, plain } = open(kek, [table, column, id], sealed);
      book.note('data key', dataKey);
      if (table === 'key_material') book.note(`key "${id}"`, plain);
    }
  }
}

function open(
  kek: Buffer,
  place: string[],
  sealed: Buffer,
): { dataKey: Buffer; plain: string } {
  const idEnd = 4 + sealed.readUInt8(1);
  const keyEnd = idEnd + sealed.readUInt16BE(2);
  const bound = ['v2', ...place].join('|');
  const dataKey = decrypt(
    kek,
    sealed.subarray(idEnd, keyEnd),
    `${bound}|${sealed.toString('utf8', 4, idEnd)}`,
  );
  const padded = decrypt(dataKey, sealed.subarray(keyEnd), bound);
  const plain = padded.toString('utf8', 4, 4 + padded.readUInt32BE(0));
  return { dataKey, plain };
}

function decrypt(key: Buffer, box: Buffer, aad: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, 12), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(box.subarray(12, 28));
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
}
