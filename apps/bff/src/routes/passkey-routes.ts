import type { Handlers } from '../http/handler.ts';
import { removePasskey, renamePasskey } from '../passkeys/manage-passkeys.ts';
import type { PasskeyParts } from '../passkeys/passkey-parts.ts';
import { listPasskeys } from '../passkeys/passkey-record.ts';
import {
  registerPasskey,
  registrationOptions,
} from '../passkeys/register-passkey.ts';

/** One's own passkeys. */
export function passkeyRoutes(
  parts: PasskeyParts,
): Pick<
  Handlers,
  | 'listPasskeys'
  | 'passkeyOptions'
  | 'registerPasskey'
  | 'renamePasskey'
  | 'removePasskey'
> {
  return {
    listPasskeys: async ({ caller }) => ({
      body: { items: await listPasskeys(parts.db, caller.person.id) },
    }),
    passkeyOptions: async ({ caller }) => ({
      body: await registrationOptions(parts, caller),
    }),
    registerPasskey: async ({ body, caller, origin }) => ({
      body: await registerPasskey(parts, body, caller, origin),
    }),
    renamePasskey: async ({ params, body, caller, origin }) => ({
      body: await renamePasskey(parts, params.id, body.name, caller, origin),
    }),
    async removePasskey({ params, caller, origin }) {
      await removePasskey(parts, params.id, caller, origin);
      return {};
    },
  };
}
