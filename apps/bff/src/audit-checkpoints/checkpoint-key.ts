import { verifierKey } from '@keyward/audit-proof';
import type { Database } from '@keyward/database';
import {
  type KeyRing,
  newSigningKey,
  seal,
  type Secret,
  signingPublicKey,
  unseal,
} from '@keyward/secrets';
import { createHash } from 'node:crypto';

const CHECKPOINT_KEY = {
  table: 'key_material',
  column: 'wrapped',
  rowId: 'checkpoint',
} as const;

/** What signs checkpoints, and how it is called by those who verify them. */
export interface CheckpointKey {
  secret: Secret;
  /** The same for the life of the database, whatever address the console has. */
  origin: string;
  /** `origin+id+Base64`: what an auditor notes once and keeps. */
  verifier: string;
  publicKey: Buffer;
}

/** Reads the key that signs checkpoints, or makes it at the very first start. @throws SealedError */
export async function openCheckpointKey(
  db: Database,
  kek: KeyRing,
): Promise<CheckpointKey> {
  const found = await db
    .selectFrom('key_material')
    .select('wrapped')
    .where('name', '=', CHECKPOINT_KEY.rowId)
    .executeTakeFirst();
  if (found !== undefined) {
    return named(await unseal(kek, CHECKPOINT_KEY, found.wrapped));
  }
  const fresh = newSigningKey();
  const current = kek.current();
  await db
    .insertInto('key_material')
    .values({
      name: CHECKPOINT_KEY.rowId,
      wrapped: await seal(kek, CHECKPOINT_KEY, fresh),
      kek_id: current.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another replica may have been first; what is stored counts.
  return openCheckpointKey(db, kek);
}

function named(secret: Secret): CheckpointKey {
  const publicKey = signingPublicKey(secret);
  const id = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  const origin = `keyward/audit/${id}`;
  return {
    secret,
    origin,
    publicKey,
    verifier: verifierKey(origin, publicKey),
  };
}
