import { Secret } from '@keyward/secrets';
import { describe, expect, it } from 'vitest';

import {
  ATTEMPT_SECONDS,
  attemptSecrets,
  newAttempt,
  readAttempt,
  writeAttempt,
} from './sign-in-attempt.ts';

const KEY = new Secret('k'.repeat(43));
const ABOUT = { purpose: 'sign-in', returnTo: '/', sid: null } as const;

/** By the database's clock: replicas share no other. */
const NOW = Date.parse('2026-11-21T08:00:00.000Z');

describe('an attempt to sign in', () => {
  it('comes back as it was, on every replica with the same key', () => {
    const attempt = newAttempt({ ...ABOUT, returnTo: '/changes?q=ä' }, NOW);
    expect(readAttempt(KEY, writeAttempt(KEY, attempt), NOW)).toEqual(attempt);
  });

  it('is over after ten minutes', () => {
    const value = writeAttempt(KEY, newAttempt(ABOUT, NOW));
    const end = NOW + ATTEMPT_SECONDS * 1000;
    expect(readAttempt(KEY, value, end)).not.toBeNull();
    expect(readAttempt(KEY, value, end + 1)).toBeNull();
  });

  it('is not read when another key wrote it, or anything of it was changed', () => {
    const value = writeAttempt(KEY, newAttempt(ABOUT, NOW));
    expect(readAttempt(new Secret('other'), value, NOW)).toBeNull();
    for (let at = 0; at < value.length; at += 1) {
      const other = value[at] === 'A' ? 'B' : 'A';
      const altered = `${value.slice(0, at)}${other}${value.slice(at + 1)}`;
      expect(readAttempt(KEY, altered, NOW)).toBeNull();
    }
  });

  it.each(['', '.', 'a.b', '..', 'x'.repeat(10_000)])(
    'is nothing in %j',
    (value) => expect(readAttempt(KEY, value, NOW)).toBeNull(),
  );

  it('has secrets of its own, none of which the cookie holds', () => {
    const [one, two] = [newAttempt(ABOUT, NOW), newAttempt(ABOUT, NOW)];
    const all = [one, two].flatMap((each) =>
      Object.values<string>({ ...attemptSecrets(KEY, each) }),
    );
    expect(new Set(all).size).toBe(6);
    const shown = Buffer.from(
      writeAttempt(KEY, one).split('.')[0] ?? '',
      'base64url',
    ).toString();
    for (const secret of all) expect(shown).not.toContain(secret);
  });
});
