import { describe, expect, it } from 'vitest';

import { vapiRefusal } from '../refusal.ts';
import type { UpstreamError } from '../upstream-error.ts';
import { PooledSession } from './pooled-session.ts';
import { SignInLimiter } from './sign-in-limiter.ts';

const ok = { status: 200, headers: {}, body: undefined };
const refused = { status: 401, headers: {}, body: undefined };
const MINUTE = 60_000;

/** A target whose sessions can be ended, with the number of sign-ins it saw. */
function target(accepts = () => true, credentialPerRequest = false) {
  let valid = 0;
  let now = 0;
  const seen = { signIns: 0, signOuts: 0, requests: 0 };
  const pool = new PooledSession<{ number: number }>(
    {
      signIn: async () => {
        seen.signIns += 1;
        if (!accepts()) throw vapiRefusal('vcenter', refused);
        valid = seen.signIns;
        return { number: seen.signIns };
      },
      signOut: async () => {
        seen.signOuts += 1;
      },
      refusal: (answer) => vapiRefusal('vcenter', answer),
      ...(credentialPerRequest && { credentialPerRequest }),
    },
    new SignInLimiter(() => now),
  );
  const send = () =>
    pool.send(async ({ number }) => {
      seen.requests += 1;
      return number === valid ? ok : refused;
    });
  return {
    pool,
    seen,
    send,
    expire: () => (valid = -1),
    pass: (milliseconds: number) => (now += milliseconds),
  };
}

async function failureOf(attempt: Promise<unknown>): Promise<UpstreamError> {
  return attempt.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: UpstreamError) => error,
  );
}

describe('the pooled session', () => {
  it('signs in once for many requests at the same time', async () => {
    const { send, seen } = target();
    await Promise.all([send(), send(), send(), send()]);
    expect(seen).toEqual({ signIns: 1, signOuts: 0, requests: 4 });
  });

  it('signs in once more when the session has ended', async () => {
    const { send, seen, expire } = target();
    await send();
    expire();
    await Promise.all([send(), send()]);
    expect(seen.signIns).toBe(2);
  });

  it('gives up after the second 401', async () => {
    const { pool } = target();
    const failure = await failureOf(pool.send(async () => refused));
    expect(failure.kind).toBe('unauthenticated');
    expect(failure.delivery).toBe('answered');
  });

  it('signs in at most twice in five minutes when the account is refused', async () => {
    const { send, seen, pass } = target(() => false);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const failure = await failureOf(send());
      expect(failure.kind).toBe('unauthenticated');
      expect(failure.delivery).toBe('not_sent');
    }
    expect(seen).toEqual({ signIns: 2, signOuts: 0, requests: 0 });
    pass(5 * MINUTE + 1);
    await failureOf(send());
    expect(seen.signIns).toBe(3);
  });

  it('signs in twice, and no more, at a target that accepts the account and then no session', async () => {
    const { pool, seen } = target();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await failureOf(pool.send(async () => refused));
    }
    expect(seen.signIns).toBe(2);
  });

  it('does not repeat a request that carries the password itself', async () => {
    const { pool, seen } = target(undefined, true);
    let attempts = 0;
    const failure = await failureOf(
      pool.send(async () => {
        attempts += 1;
        return refused;
      }),
    );
    expect(failure.kind).toBe('unauthenticated');
    expect(attempts).toBe(1);
    expect(seen.signIns).toBe(1);
  });

  it('keeps a working session when single requests are answered 401 over and over', async () => {
    const { pool, send, seen } = target();
    await failureOf(pool.send(async () => refused));
    await failureOf(pool.send(async () => refused));
    await failureOf(pool.send(async () => refused));
    await expect(send()).resolves.toEqual(ok);
    expect(seen.signIns).toBeLessThanOrEqual(3);
  });

  it('signs out when it is closed, and then refuses to work', async () => {
    const { pool, send, seen } = target();
    await send();
    await pool.close();
    expect(seen.signOuts).toBe(1);
    await expect(send()).rejects.toThrow('closed');
  });
});
