import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import type { UpstreamHttp } from '@keyward/upstream-http';

import { parseAnswer } from './parse-answer.ts';
import { beforeTheRequest, refusal } from './refusal.ts';
import { SignInLimiter } from './sign-in-limiter.ts';
import { SESSION_HEADER, sessionToken } from './wire/session.ts';

const SIGN_OUT_MS = 3_000;

export interface Credential {
  username: string;
  password: Secret;
}

/** The one pooled session of a connection. vCenter caps sessions per user, so it is shared and always signed out. */
export class VcenterSession {
  readonly #http: UpstreamHttp;
  readonly #credential: Credential;
  readonly #limiter = new SignInLimiter();
  #token: string | null = null;
  #signingIn: Promise<string> | null = null;
  #closed = false;

  constructor(http: UpstreamHttp, credential: Credential) {
    this.#http = http;
    this.#credential = credential;
  }

  get limiter(): SignInLimiter {
    return this.#limiter;
  }

  /**
   * The token in use, signing in once for all callers when there is none.
   *
   * @throws UpstreamError with `delivery: 'not_sent'`: the caller's own request was not made.
   */
  async token(): Promise<string> {
    if (this.#token !== null) return this.#token;
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  /** Drops a token that vCenter no longer accepts; a newer one stays. */
  invalidate(token: string): void {
    if (this.#token === token) this.#token = null;
  }

  /** Signs out. Failures are ignored: the session then ends by its idle time. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#signingIn?.catch(() => undefined);
    const token = this.#token;
    this.#token = null;
    if (token === null) return;
    await this.#http
      .request({
        method: 'DELETE',
        path: '/api/session',
        headers: { [SESSION_HEADER]: token },
        timeoutMs: SIGN_OUT_MS,
      })
      .catch(() => undefined);
  }

  async #signIn(): Promise<string> {
    if (this.#closed) throw new Error('This vCenter client is closed.');
    const blocked = this.#limiter.blockedBy();
    if (blocked) throw beforeTheRequest(blocked);
    const { username, password } = this.#credential;
    const basic = Buffer.from(
      `${username}:${reveal(password)}`,
      'utf8',
    ).toString('base64');
    try {
      const answer = await this.#http.request({
        method: 'POST',
        path: '/api/session',
        headers: { authorization: `Basic ${basic}` },
      });
      if (answer.status >= 400) {
        const error = refusal(answer);
        if (answer.status === 401) this.#limiter.recordFailure(error);
        throw error;
      }
      this.#token = parseAnswer(sessionToken, answer.body, 'a session token');
      return this.#token;
    } catch (error) {
      throw beforeTheRequest(error);
    }
  }
}
