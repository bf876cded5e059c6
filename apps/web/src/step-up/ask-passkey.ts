import type { PasskeyAssertion, PasskeyOptions } from '@keyward/contract';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

import { passkeyProblem } from './passkey-problem.ts';

/**
 * Asks the person for a signature by one of their passkeys.
 * @throws ApiProblem `passkey_unused` when the browser's window was closed, its time ran out, or it has no passkeys.
 */
export async function signWithPasskey(
  options: PasskeyOptions,
): Promise<PasskeyAssertion> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  try {
    return await startAuthentication({
      optionsJSON: options,
    });
  } catch (error) {
    throw passkeyProblem(error);
  }
}

/**
 * Has the browser make a new passkey.
 * @throws ApiProblem `passkey_unused` when that was not finished.
 */
export async function makePasskey(
  options: PasskeyOptions,
): Promise<RegistrationResponseJSON> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  try {
    return await startRegistration({
      optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON, // A dictionary of the standard, passed on as it is.
    });
  } catch (error) {
    throw passkeyProblem(error);
  }
}
