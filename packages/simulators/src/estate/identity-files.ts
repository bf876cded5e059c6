import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../host/atomic-file.ts';
import { makeTlsIdentity, type TlsIdentity } from '../host/identity.ts';

const identitySchema = z.object({
  certificatePem: z.string(),
  privateKeyPem: z.string(),
  sha256: z.string(),
});

/** The kept key and certificate of a simulator; made at the first start. */
export async function openIdentity(
  folder: string,
  name: string,
): Promise<TlsIdentity> {
  const path = identityPath(folder);
  if (existsSync(path)) {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  }
  return replaceIdentity(folder, name);
}

/** A new key and certificate instead of the kept one. */
export async function replaceIdentity(
  folder: string,
  name: string,
): Promise<TlsIdentity> {
  const identity = await makeTlsIdentity(name);
  writeFileAtomically(identityPath(folder), JSON.stringify(identity));
  return identity;
}

function identityPath(folder: string): string {
  return join(folder, 'identity.json');
}
