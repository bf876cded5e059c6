import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import { PooledSession } from '@keyward/upstream-http';
import type { UpstreamHttp } from '@keyward/upstream-http';

import { parseAnswer } from './parse-answer.ts';
import { refusal } from './refusal.ts';
import { SESSION_HEADER, sessionToken } from './wire/session.ts';

const PATH = '/api/session';
const SIGN_OUT_MS = 3_000;

export interface Credential {
  username: string;
  password: Secret;
}

/** Headers that carry the session. */
export type SessionHeaders = Record<string, string>;

/** The session of an account at vCenter: `POST /api/session` with Basic, ended by `DELETE`. */
export function openVcenterSession(
  http: UpstreamHttp,
  { username, password }: Credential,
): PooledSession<SessionHeaders> {
  return new PooledSession<SessionHeaders>({
    refusal,
    async signIn() {
      const basic = Buffer.from(`${username}:${reveal(password)}`, 'utf8');
      const authorization = `Basic ${basic.toString('base64')}`;
      const answer = await http.request({
        method: 'POST',
        path: PATH,
        headers: { authorization },
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
  });
}
