import type { UpstreamHttp } from '@keyward/upstream-http';

import { parseAnswer } from '../parse-answer.ts';
import { refusal } from '../refusal.ts';
import { SESSION_HEADER, sessionToken } from '../wire/sign-in.ts';
import { basicAuthorization } from './basic-authorization.ts';
import { SIGN_OUT_MS } from './esx-sign-in.ts';
import type { Credential, EsxSignIn } from './esx-sign-in.ts';

const PATH = '/api/session';

/** The session resource vCenter has, on the host. */
export function apiSessionSignIn(
  http: UpstreamHttp,
  credential: Credential,
): EsxSignIn {
  return {
    refusal,
    async signIn() {
      const answer = await http.request({
        method: 'POST',
        path: PATH,
        headers: { authorization: basicAuthorization(credential) },
      });
      if (answer.status >= 400) throw refusal(answer);
      const token = parseAnswer(sessionToken, answer.body, 'a session token');
      return { [SESSION_HEADER]: token };
    },
    async signOut(headers) {
      await http.request({
        method: 'DELETE',
        path: PATH,
        headers,
        timeoutMs: SIGN_OUT_MS,
      });
    },
  };
}
