import type { Passkey } from '@keyward/contract';
import type { PasskeyRow, Queryable } from '@keyward/database';

/** How long a person has to answer their authenticator, in milliseconds. */
export const CEREMONY_MS = 120_000;

/** Passkeys of one person, oldest first. */
export function findPasskeys(
  db: Queryable,
  personId: string,
): Promise<PasskeyRow[]> {
  return db
    .selectFrom('passkey')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function listPasskeys(
  db: Queryable,
  personId: string,
): Promise<Passkey[]> {
  return (await findPasskeys(db, personId)).map(presentPasskey);
}

export function presentPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    name: row.name,
    publicKeySha256: row.public_key_sha256,
    backedUp: row.backed_up,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

/** The handle by which authenticators know a person: the bytes of the id, which says nothing about anybody. */
export function userHandle(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex'));
}

/** Passkeys as an authenticator is asked for them, or asked not to make them again. */
export function credentialsOf(
  rows: readonly PasskeyRow[],
): { id: string; type: 'public-key'; transports: string[] }[] {
  return rows.map((row) => ({
    id: row.credential_id,
    type: 'public-key',
    transports: row.transports,
  }));
}
