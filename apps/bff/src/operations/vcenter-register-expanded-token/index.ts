import {
  type Check,
  type FrozenInput,
  type Plan,
  type Verification,
} from '@keyward/contract';
import {
  registerExpandedTokenRequest,
  UpstreamError,
} from '@keyward/vcenter-client';
import { z } from 'zod';

import { defineOperation, type TargetRun } from '../define-operation.ts';
import { makeCheck } from '../make-check.ts';
import type { Effect, PlainSecrets } from '../operation-module.ts';
import { readTokenClaims } from './token-claims.ts';

type K = 'vcenter.register-expanded-token';

const guard = z.object({});
type Guard = z.infer<typeof guard>;

const OVERFLOW = '/overflowToken';
const EXPANDED = '/expandedAccessToken';

/**
 * Registration is authenticated with the overflow token itself, so nothing is observed with the connection's account
 * and nothing is sent again under another sign-in.
 */
export const vcenterRegisterExpandedToken = defineOperation<K, Guard>(
  'vcenter',
  {
    guard,
    followsUpstreamTask: false,
    searchWords: () => [],
    admit,
    observe: () => Promise.resolve({ guard: {}, checks: [] }),
    plan,
    async apply({ client, secrets, signal }) {
      const { status } = await client.registeredTokens.registerExpandedToken(
        {
          overflowToken: secretAt(secrets, OVERFLOW),
          expandedAccessToken: secretAt(secrets, EXPANDED),
        },
        signal,
      );
      return { result: `HTTP ${String(status)}` };
    },
    findEffect: (): Promise<Effect> =>
      Promise.resolve({
        found: 'unknown',
        why: 'Whether vCenter kept the token cannot be read. Ask for fresh tokens and register them.',
      }),
    verify,
  },
);

function secretAt<S>(secrets: ReadonlyMap<string, S>, pointer: string): S {
  const secret = secrets.get(pointer);
  if (secret === undefined) throw new Error('A token is no longer in memory.');
  return secret;
}

function admit(
  _input: FrozenInput<K>,
  plain: PlainSecrets,
  now: Date,
): Promise<Check[]> {
  const overflow = plain.get(OVERFLOW);
  const expanded = plain.get(EXPANDED);
  if (overflow === undefined || expanded === undefined) {
    return Promise.resolve([]);
  }
  const [first, second] = [
    readTokenClaims(overflow),
    readTokenClaims(expanded),
  ];
  return Promise.resolve([
    liveCheck('overflow-token-live', 'overflow token', first, OVERFLOW, now),
    liveCheck('expanded-token-live', 'expanded token', second, EXPANDED, now),
    makeCheck({
      id: 'same-subject',
      title: 'Both tokens have the same subject',
      severity: 'warning',
      passed: first?.subject === second?.subject && first !== null,
      evidence:
        first !== null && first.subject === second?.subject
          ? 'The subjects are equal.'
          : 'The subjects differ or cannot be read.',
      field: EXPANDED,
    }),
  ]);
}

function liveCheck(
  id: string,
  token: string,
  claims: ReturnType<typeof readTokenClaims>,
  field: string,
  now: Date,
): Check {
  const title = `The ${token} is live`;
  if (claims === null) {
    return makeCheck({
      id,
      title,
      severity: 'warning',
      passed: false,
      evidence: `The ${token} is no readable JWT; vCenter decides.`,
      field,
    });
  }
  if (claims.expiresAt === null) {
    return makeCheck({
      id,
      title,
      severity: 'warning',
      passed: false,
      evidence: `The ${token} carries no expiry.`,
      field,
    });
  }
  const isLive = claims.expiresAt > now;
  return makeCheck({
    id,
    title,
    severity: isLive ? 'info' : 'blocker',
    passed: isLive,
    evidence: isLive
      ? `The ${token} expires ${claims.expiresAt.toISOString()}.`
      : `The ${token} expired ${claims.expiresAt.toISOString()}.`,
    field,
    code: 'validation_failed',
  });
}

function plan(): Plan {
  return {
    before: {},
    after: { registered: true },
    sentences: [
      'The expanded token will be registered for its overflow token, at once and without a second person.',
      'The call is signed in with the overflow token itself, never with the connection’s account.',
      'Both tokens are kept in memory only until the call is done.',
    ],
    differences: [
      {
        label: 'Registered expanded token',
        before: null,
        after: 'the token supplied now',
      },
    ],
    request: registerExpandedTokenRequest(EXPANDED),
  };
}

async function verify({
  client,
  secrets,
  signal,
}: TargetRun<K>): Promise<Verification> {
  const overflow = secrets.get(OVERFLOW);
  if (overflow === undefined) {
    return {
      level: 'none',
      proved: [],
      notProved: ['The registration: the tokens are no longer in memory.'],
    };
  }
  try {
    const check = await client.registeredTokens.verifyOverflowToken(
      overflow,
      signal,
    );
    if (check.accepted) {
      return {
        level: 'partial',
        proved: [
          'vCenter now accepts the overflow token: one read with it succeeded.',
        ],
        notProved: ['The expanded token itself: vCenter never returns it.'],
      };
    }
    return {
      level: 'none',
      proved: [],
      notProved: [
        `The registration: vCenter answered the read with the overflow token with HTTP ${String(check.httpStatus)}.`,
      ],
    };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return {
      level: 'none',
      proved: [],
      notProved: [
        'The registration: the read with the overflow token did not get an answer.',
      ],
    };
  }
}
