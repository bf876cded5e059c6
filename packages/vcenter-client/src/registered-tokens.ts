import type { FrozenRequest, UpstreamFacts } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import type { UpstreamHttp, UpstreamRequest } from '@keyward/upstream-http';

import { refusal, unexpectedAnswer } from './refusal.ts';

const PATH = '/api/vcenter/registered-tokens';
const STORED = 204;

export interface TokenPair {
  overflowToken: Secret;
  expandedAccessToken: Secret;
}

export interface OverflowTokenCheck {
  accepted: boolean;
  httpStatus: number;
  /** What vCenter said when it did not accept the token. */
  facts: UpstreamFacts | null;
}

/**
 * Registered tokens (9.1). Both calls are authenticated with the overflow token alone: never with the pooled
 * session, and never repeated under another sign-in.
 */
export function createRegisteredTokens(http: Pick<UpstreamHttp, 'request'>) {
  async function sendAs(
    overflowToken: Secret,
    request: UpstreamRequest,
    signal?: AbortSignal,
  ) {
    const headers = { authorization: `Bearer ${reveal(overflowToken)}` };
    return http.request({
      ...request,
      headers,
      ...(signal ? { signal } : {}),
    });
  }

  return {
    /**
     * Registers the expanded token of an overflow token. vCenter answers 204 and makes no task.
     *
     * Vendor source: vSphere Automation API 9.1.0.0, registered_tokens create.
     * @throws UpstreamError with the vendor's challenge on 401; of kind `protocol` for any other answer than 204, which
     * proves nothing: no later read tells whether the token was kept.
     */
    async registerExpandedToken(
      pair: TokenPair,
      signal?: AbortSignal,
    ): Promise<{ status: number }> {
      const expanded = reveal(pair.expandedAccessToken);
      const body = { expanded_access_token: expanded };
      const answer = await sendAs(
        pair.overflowToken,
        { method: 'POST', path: PATH, body, scrub: [expanded] },
        signal,
      );
      if (answer.status >= 400) throw refusal(answer);
      if (answer.status !== STORED) throw unexpectedAnswer('HTTP 204');
      return { status: answer.status };
    },

    /**
     * Whether vCenter now accepts the overflow token: one small inventory read with it.
     *
     * @throws UpstreamError for failures that say nothing about the token (transport, 5xx).
     */
    async verifyOverflowToken(
      overflowToken: Secret,
      signal?: AbortSignal,
    ): Promise<OverflowTokenCheck> {
      const answer = await sendAs(
        overflowToken,
        { method: 'GET', path: '/api/vcenter/cluster' },
        signal,
      );
      if (answer.status < 400) {
        return { accepted: true, httpStatus: answer.status, facts: null };
      }
      const error = refusal(answer);
      if (answer.status !== 401 && answer.status !== 403) throw error;
      return { accepted: false, httpStatus: answer.status, facts: error.facts };
    },
  };
}

/** The registration as it is frozen: both tokens stand as placeholders, the overflow token in the header. */
export function registerExpandedTokenRequest(
  expandedTokenPointer: string,
): FrozenRequest {
  return {
    method: 'POST',
    path: PATH,
    body: { expanded_access_token: { $secret: expandedTokenPointer } },
  };
}
