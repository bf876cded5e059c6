import { UpstreamError } from '../upstream-error.ts';
import type { UpstreamAnswer } from '../upstream-http.ts';
import { SignInLimiter } from './sign-in-limiter.ts';

export interface SessionMethod<S> {
  /** @throws UpstreamError of kind `unauthenticated` when the account is refused. */
  signIn(): Promise<S>;
  signOut(session: S): Promise<void>;
  /** Set when each request carries the password itself: a 401 then is a failed sign-in and is not repeated. */
  credentialPerRequest?: true;
  /** The error for an answer of status 401. */
  refusal(answer: UpstreamAnswer): UpstreamError;
}

/**
 * The one session of a connection, shared by all its requests: targets cap sessions per account, and a client that signs
 * in per request locks everybody out. Signing in happens once for all waiting requests, and stops after two refusals in
 * five minutes.
 */
export class PooledSession<S extends object> {
  readonly #method: SessionMethod<S>;
  readonly #limiter: SignInLimiter;
  #session: S | null = null;
  #signingIn: Promise<S> | null = null;
  #closed = false;

  constructor(method: SessionMethod<S>, limiter = new SignInLimiter()) {
    this.#method = method;
    this.#limiter = limiter;
  }

  /**
   * Sends a request under the session. A 401 is answered by one fresh sign-in and one repetition, mutations included: it
   * proves that nothing was done. Every other status is the caller's.
   *
   * @throws UpstreamError `unauthenticated` after the second 401, and whatever signing in or sending throws. A failed
   * sign-in has `delivery: 'not_sent'`: the request itself never left.
   */
  async send(
    attempt: (session: S) => Promise<UpstreamAnswer>,
  ): Promise<UpstreamAnswer> {
    const session = await this.open();
    const first = await attempt(session);
    if (first.status !== 401) return this.#accepted(first);
    // A session that the target may still hold is not given up while another sign-in would be refused anyway.
    if (this.#limiter.blockedBy()) throw this.#method.refusal(first);
    if (this.#session === session) this.#session = null;
    if (this.#method.credentialPerRequest) throw this.#failed(first);
    const second = await attempt(await this.open());
    if (second.status !== 401) return this.#accepted(second);
    // A session just made was of no use either: no further one will be.
    this.#limiter.giveUp(this.#method.refusal(second));
    throw this.#method.refusal(second);
  }

  /** The session in use, signing in when there is none. */
  async open(): Promise<S> {
    if (this.#session !== null) return this.#session;
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = null;
    });
    return this.#signingIn;
  }

  /** Signs out. Failures are ignored: the session then ends by its idle time. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#signingIn?.catch(() => undefined);
    const session = this.#session;
    this.#session = null;
    if (session !== null) {
      await this.#method.signOut(session).catch(() => undefined);
    }
  }

  #accepted(answer: UpstreamAnswer): UpstreamAnswer {
    this.#limiter.recordSuccess();
    return answer;
  }

  #failed(answer: UpstreamAnswer): UpstreamError {
    const error = this.#method.refusal(answer);
    this.#limiter.recordFailure(error);
    return error;
  }

  async #signIn(): Promise<S> {
    if (this.#closed) throw new Error('This client is closed.');
    const blocked = this.#limiter.blockedBy();
    if (blocked) throw beforeTheRequest(blocked);
    try {
      this.#session = await this.#method.signIn();
      return this.#session;
    } catch (error) {
      if (error instanceof UpstreamError && error.kind === 'unauthenticated') {
        this.#limiter.recordFailure(error);
      }
      throw beforeTheRequest(error);
    }
  }
}

/** The same failure, known not to have carried the caller's request: it happened while signing in. */
function beforeTheRequest(error: unknown): unknown {
  if (!(error instanceof UpstreamError) || error.delivery === 'not_sent') {
    return error;
  }
  const { kind, facts, message, tlsReason, retryAfterMs } = error;
  return new UpstreamError({
    kind,
    delivery: 'not_sent',
    facts,
    message,
    tlsReason,
    retryAfterMs,
  });
}
