import type { UpstreamHttp } from '@keyward/upstream-http';

import { PROVIDERS_PATH } from '../native-providers.ts';
import { refusal } from '../refusal.ts';
import { basicAuthorization } from './basic-authorization.ts';
import type { Credential, EsxSignIn } from './esx-sign-in.ts';

/** A name no provider has: reading it says whether the account is accepted. */
const SIGN_IN_CHECK = 'keyward-sign-in-check';

/**
 * HTTP Basic on every request. There is no session; "signing in" is one harmless read that tests the account, so that a
 * refused password meets the same limit as elsewhere.
 */
export function basicSignIn(
  http: UpstreamHttp,
  credential: Credential,
): EsxSignIn {
  return {
    refusal,
    async signIn() {
      const headers = { authorization: basicAuthorization(credential) };
      const answer = await http.request({
        method: 'GET',
        path: `${PROVIDERS_PATH}/${SIGN_IN_CHECK}`,
        headers,
      });
      if (answer.status === 401) throw refusal(answer);
      return headers;
    },
    credentialPerRequest: true,
    signOut: async () => undefined,
  };
}
