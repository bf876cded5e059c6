import type { ApprovalChallenge } from '@keyward/contract';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import {
  approvalChallengeBytes,
  approvalChallengeText,
} from './approval-challenge.ts';

const CHALLENGE: ApprovalChallenge = {
  t: 'approve.v1',
  changeId: '019b0000-0000-7000-8000-000000000001',
  digest: 'a'.repeat(64),
  approverId: '019b0000-0000-7000-8000-000000000002',
  nonce: 'n',
};

describe('what an approver signs', () => {
  it('is SHA-256 over the canonical JSON, members in order', () => {
    const canonical = `{"approverId":"${CHALLENGE.approverId}","changeId":"${CHALLENGE.changeId}","digest":"${CHALLENGE.digest}","nonce":"n","t":"approve.v1"}`;
    const expected = createHash('sha256').update(canonical).digest();
    expect(Buffer.from(approvalChallengeBytes(CHALLENGE))).toEqual(expected);
    expect(approvalChallengeText(CHALLENGE)).toBe(
      expected.toString('base64url'),
    );
  });

  it.each(['changeId', 'digest', 'approverId', 'nonce'] as const)(
    'is another one for another %s',
    (member) => {
      const other = { ...CHALLENGE, [member]: `${CHALLENGE[member]}0` };
      expect(approvalChallengeText(other)).not.toBe(
        approvalChallengeText(CHALLENGE),
      );
    },
  );
});
