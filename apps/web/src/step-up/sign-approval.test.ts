import { createHash } from 'node:crypto';

import { startAuthentication } from '@simplewebauthn/browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiProblem } from '../api/api-problem.ts';
import { fakeConsole } from '../testing/fake-console.ts';
import { CHANGE_ID } from '../testing/change-fixtures.ts';
import { approvalOptionsUrl, signApproval } from './sign-approval.ts';

vi.mock(import('@simplewebauthn/browser'), () => ({
  startAuthentication: vi.fn(),
}));

const DIGEST = '3f'.repeat(32);
const APPROVER = '0199a000-0000-7000-8000-000000000002';
const OPTIONS_URL = approvalOptionsUrl(CHANGE_ID);
const ASSERTION = { id: 'credential', type: 'public-key' };

/** The canonical form as RFC 8785 writes it, by hand. */
function challengeFor(over: Partial<Record<string, string>> = {}): string {
  const {
    approverId = APPROVER,
    changeId = CHANGE_ID,
    digest = DIGEST,
    nonce = 'n-1',
  } = over;
  return createHash('sha256')
    .update(
      `{"approverId":"${approverId}","changeId":"${changeId}","digest":"${digest}","nonce":"${nonce}","t":"approve.v1"}`,
    )
    .digest('base64url');
}

function consoleAsking(challenge: string) {
  return fakeConsole({
    [`POST ${OPTIONS_URL}`]: () => ({ body: { challenge, nonce: 'n-1' } }),
  });
}

async function refusal(): Promise<ApiProblem> {
  const error: unknown = await signApproval(
    OPTIONS_URL,
    DIGEST,
    APPROVER,
  ).catch((thrown: unknown) => thrown);
  if (!(error instanceof ApiProblem)) throw new Error('Nothing was refused.');
  return error;
}

describe('signing an approval', () => {
  beforeEach(() => {
    vi.mocked(startAuthentication)
      .mockReset()
      .mockResolvedValue(
        ASSERTION as Awaited<ReturnType<typeof startAuthentication>>, // Only passed on.
      );
  });

  it('signs when the challenge is made of exactly what the page shows', async () => {
    const { calls } = consoleAsking(challengeFor());
    expect(await signApproval(OPTIONS_URL, DIGEST, APPROVER)).toBe(ASSERTION);
    expect(calls[0]?.body).toEqual({ digest: DIGEST });
    expect(
      vi.mocked(startAuthentication).mock.calls[0]?.[0].optionsJSON,
    ).toMatchObject({ challenge: challengeFor() });
  });

  it.each([
    ['another digest', { digest: 'ab'.repeat(32) }],
    ['another change', { changeId: '0199a000-0000-7000-8000-00000000ca02' }],
    ['another person', { approverId: '0199a000-0000-7000-8000-000000000009' }],
    ['another nonce', { nonce: 'n-2' }],
  ])('does not sign a challenge made of %s', async (_what, over) => {
    consoleAsking(challengeFor(over));
    expect((await refusal()).code).toBe('challenge_mismatch');
    expect(startAuthentication).not.toHaveBeenCalled();
  });

  it('says in words that the browser’s window was closed', async () => {
    consoleAsking(challengeFor());
    vi.mocked(startAuthentication).mockRejectedValue(
      Object.assign(new Error('timed out'), { name: 'NotAllowedError' }),
    );
    const problem = await refusal();
    expect(problem.code).toBe('passkey_unused');
    expect(problem.message).toContain('window was closed');
  });

  it('asks nothing of an address that names no change', async () => {
    const { calls } = fakeConsole({});
    await expect(
      signApproval('https://elsewhere.example/options', DIGEST, APPROVER),
    ).rejects.toThrow('named no change');
    expect(calls).toEqual([]);
  });
});
