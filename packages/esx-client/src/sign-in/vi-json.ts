import { reveal } from '@keyward/secrets/reveal';
import type { UpstreamHttp } from '@keyward/upstream-http';

import { refusal, unexpectedAnswer } from '../refusal.ts';
import {
  SESSION_HEADER,
  SESSION_MANAGER_PATH,
  sessionToken,
} from '../wire/sign-in.ts';
import { SIGN_OUT_MS } from './esx-sign-in.ts';
import type { Credential, EsxSignIn } from './esx-sign-in.ts';

/**
 * VI/JSON (vSphere 8.0 and later): `SessionManager.Login`, whose answer carries the session in a header. VI/JSON reports
 * a wrong password as a fault with status 500, `InvalidLogin`.
 */
export function viJsonSignIn(
  http: UpstreamHttp,
  { username, password }: Credential,
): EsxSignIn {
  return {
    refusal,
    async signIn() {
      const plain = reveal(password);
      const answer = await http.request({
        method: 'POST',
        path: `${SESSION_MANAGER_PATH}/Login`,
        body: { userName: username, password: plain },
        scrub: [plain],
      });
      if (isInvalidLogin(answer.body)) {
        throw refusal({ ...answer, status: 401 });
      }
      if (answer.status >= 400) throw refusal(answer);
      const token = sessionToken.safeParse(answer.headers[SESSION_HEADER]);
      if (!token.success) throw unexpectedAnswer('a session header');
      return { [SESSION_HEADER]: token.data };
    },
    async signOut(headers) {
      await http.request({
        method: 'POST',
        path: `${SESSION_MANAGER_PATH}/Logout`,
        headers,
        timeoutMs: SIGN_OUT_MS,
      });
    },
  };
}

function isInvalidLogin(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    '_typeName' in body &&
    body._typeName === 'InvalidLogin'
  );
}
