import type { Passkey } from '@keyward/contract';

import { passkeyOptions, registerPasskey } from '../../api/account.ts';
import { makePasskey } from '../../step-up/ask-passkey.ts';
import { fromBase64url, sha256, toHex } from '../../step-up/sha256.ts';

export interface RegisteredPasskey {
  passkey: Passkey;
  /** Of the key as this browser received it from the device; null when the browser does not hand the key out. */
  seenHere: string | null;
}

/** SHA-256 over the SubjectPublicKeyInfo, hex: computed before the console says anything about the key. */
async function fingerprintOf(
  publicKey: string | undefined,
): Promise<string | null> {
  return publicKey === undefined
    ? null
    : toHex(await sha256(fromBase64url(publicKey)));
}

/**
 * Makes a passkey on this device and registers it under a name.
 * @throws ApiProblem when the person broke off or the console refused.
 */
export async function makeAndRegister(
  name: string,
): Promise<RegisteredPasskey> {
  const { id, rawId, type, response, authenticatorAttachment } =
    await makePasskey(await passkeyOptions());
  const seenHere = await fingerprintOf(response.publicKey);
  const { clientDataJSON, attestationObject, transports } = response;
  const passkey = await registerPasskey({
    name,
    response: {
      id,
      rawId,
      type,
      response: {
        clientDataJSON,
        attestationObject,
        ...(transports === undefined ? {} : { transports }),
      },
      ...(authenticatorAttachment === undefined
        ? {}
        : { authenticatorAttachment }),
    },
  });
  return { passkey, seenHere };
}
