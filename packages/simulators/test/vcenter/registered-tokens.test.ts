import { Secret } from '@keyward/secrets';
import type { TokenPair, VcenterClient } from '@keyward/vcenter-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { callRaw } from '../ontap/call-raw.ts';
import { connectVcenter, failureOf } from './connect-vcenter.ts';

const demoTokens = z.object({
  overflowToken: z.string(),
  expandedAccessToken: z.string(),
});

describe('registering an expanded token', () => {
  let estate: TestEstate;
  let client: VcenterClient;

  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['vc-91', 'vc-work'],
      options: { echoSecrets: true },
    });
    client = connectVcenter(estate.entry('vc-91'));
  });
  beforeEach(() => estate.control('vc-91').reset());
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const plainTokens = async (wanted = 'valid') =>
    demoTokens.parse(
      await estate.control('vc-91').call('GET', `/demo-tokens?case=${wanted}`),
    );
  const tokens = async (wanted?: string): Promise<TokenPair> => {
    const { overflowToken, expandedAccessToken } = await plainTokens(wanted);
    return {
      overflowToken: new Secret(overflowToken),
      expandedAccessToken: new Secret(expandedAccessToken),
    };
  };

  it('lets the overflow token be used afterwards, and not before', async () => {
    const pair = await tokens();
    const before = await client.registeredTokens.verifyOverflowToken(
      pair.overflowToken,
    );
    expect(before).toMatchObject({ accepted: false, httpStatus: 401 });
    await expect(
      client.registeredTokens.registerExpandedToken(pair),
    ).resolves.toEqual({ status: 204 });
    const after = await client.registeredTokens.verifyOverflowToken(
      pair.overflowToken,
    );
    expect(after).toEqual({ accepted: true, httpStatus: 200, facts: null });
    expect(await estate.control('vc-91').effects()).toMatchObject([
      { operation: 'registered-tokens.create' },
    ]);
  });

  it.each([
    ['expired', 401, 'UNAUTHENTICATED'],
    ['other-vcenter', 401, 'UNAUTHENTICATED'],
    ['no-overflow-claim', 401, 'UNAUTHENTICATED'],
    ['mismatched', 400, 'INVALID_ARGUMENT'],
    ['unreadable', 400, 'INVALID_ARGUMENT'],
    ['no-system-read', 403, 'UNAUTHORIZED'],
    ['error', 500, 'ERROR'],
  ])(
    'refuses a pair that is %s, without a trace of a token and without signing in',
    async (wanted, httpStatus, errorType) => {
      const plain = await plainTokens(wanted);
      const failure = await failureOf(
        client.registeredTokens.registerExpandedToken({
          overflowToken: new Secret(plain.overflowToken),
          expandedAccessToken: new Secret(plain.expandedAccessToken),
        }),
      );
      expect(failure.facts).toMatchObject({ httpStatus, errorType });
      const isChallenged = failure.facts.challenge?.includes('invalid_token');
      expect(isChallenged ?? false).toBe(httpStatus === 401);
      for (const token of Object.values(plain)) {
        expect(JSON.stringify(failure)).not.toContain(token);
      }
      const requests = await estate.control('vc-91').requests();
      expect(requests.filter(({ path }) => path === '/api/session')).toEqual(
        [],
      );
      expect(await estate.control('vc-91').effects()).toEqual([]);
    },
  );

  it('stores nothing when the expanded token is missing, although it answers 204', async () => {
    const { overflowToken } = await plainTokens();
    const answer = await callRaw(
      estate.entry('vc-91'),
      '/api/vcenter/registered-tokens',
      {
        method: 'POST',
        headers: { authorization: `Bearer ${overflowToken}` },
        body: {},
      },
    );
    expect(answer.status).toBe(204);
    const { accepted } = await client.registeredTokens.verifyOverflowToken(
      new Secret(overflowToken),
    );
    expect(accepted).toBe(false);
  });

  it('stores nothing when vCenter lies', async () => {
    const pair = await tokens();
    await estate.control('vc-91').fault('lie');
    await client.registeredTokens.registerExpandedToken(pair);
    expect(
      (await client.registeredTokens.verifyOverflowToken(pair.overflowToken))
        .accepted,
    ).toBe(false);
  });

  it('does not take a session for a token, and is unknown before 9.1', async () => {
    const entry = estate.entry('vc-91');
    const signedIn = await callRaw(entry, '/api/session', { method: 'POST' });
    const headers = {
      'vmware-api-session-id': z.string().parse(signedIn.body),
    };
    const bySession = await callRaw(entry, '/api/vcenter/registered-tokens', {
      method: 'POST',
      headers,
      body: {},
    });
    expect(bySession.status).toBe(401);
    const older = connectVcenter(estate.entry('vc-work'));
    const failure = await failureOf(
      older.registeredTokens.registerExpandedToken(await tokens()),
    );
    expect(failure.facts.httpStatus).toBe(404);
    await older.close();
  });
});
