import type {
  UpstreamAnswer,
  UpstreamHttp,
  UpstreamRequest,
} from '@keyward/upstream-http';
import type { z } from 'zod';

import { parseAnswer } from './parse-answer.ts';
import { refusal } from './refusal.ts';
import { SentSecrets } from './sent-secrets.ts';
import type { VcenterSession } from './session.ts';
import { SESSION_HEADER } from './wire/session.ts';

export type VcenterRequest = Omit<UpstreamRequest, 'headers' | 'scrub'>;

/** Sends requests under the pooled session. */
export class VcenterTransport {
  readonly #http: UpstreamHttp;
  readonly #session: VcenterSession;
  readonly sentSecrets = new SentSecrets();

  constructor(http: UpstreamHttp, session: VcenterSession) {
    this.#http = http;
    this.#session = session;
  }

  /**
   * Sends one request. A 401 is answered by one fresh sign-in and one repetition, mutations included:
   * it proves that nothing was done.
   *
   * @throws UpstreamError for every status of 400 and above.
   */
  async send(request: VcenterRequest): Promise<UpstreamAnswer> {
    const first = await this.#attempt(request);
    const { limiter } = this.#session;
    if (first.answer.status !== 401) {
      limiter.recordSuccess();
      return accepted(first.answer);
    }
    // A session that vCenter may still hold is not given up while another sign-in would be refused anyway.
    if (limiter.blockedBy()) throw refusal(first.answer);
    this.#session.invalidate(first.token);
    const second = await this.#attempt(request);
    if (second.answer.status !== 401) {
      limiter.recordSuccess();
      return accepted(second.answer);
    }
    const error = refusal(second.answer);
    limiter.recordFailure(error);
    throw error;
  }

  /** Sends a request and reads its answer by a schema. */
  async read<S extends z.ZodType>(
    schema: S,
    what: string,
    request: VcenterRequest,
  ): Promise<z.output<S>> {
    const answer = await this.send(request);
    return parseAnswer(schema, answer.body, what);
  }

  async #attempt(
    request: VcenterRequest,
  ): Promise<{ answer: UpstreamAnswer; token: string }> {
    const token = await this.#session.token();
    const answer = await this.#http.request({
      ...request,
      headers: { [SESSION_HEADER]: token },
      scrub: this.sentSecrets.values(),
    });
    return { answer, token };
  }
}

function accepted(answer: UpstreamAnswer): UpstreamAnswer {
  if (answer.status >= 400) throw refusal(answer);
  return answer;
}
