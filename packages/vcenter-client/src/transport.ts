import { repeatBrokenRead } from '@keyward/upstream-http';
import type {
  PooledSession,
  UpstreamAnswer,
  UpstreamHttp,
  UpstreamRequest,
} from '@keyward/upstream-http';
import type { z } from 'zod';

import { parseAnswer } from './parse-answer.ts';
import { refusal } from './refusal.ts';
import { SentSecrets } from './sent-secrets.ts';
import type { SessionHeaders } from './session.ts';

export type VcenterRequest = Omit<UpstreamRequest, 'headers' | 'scrub'>;

/** Sends requests under the pooled session. */
export class VcenterTransport {
  readonly sentSecrets = new SentSecrets();
  readonly #http: UpstreamHttp;
  readonly #session: PooledSession<SessionHeaders>;

  constructor(http: UpstreamHttp, session: PooledSession<SessionHeaders>) {
    this.#http = http;
    this.#session = session;
  }

  /** @throws UpstreamError for every status of 400 and above. */
  async send(request: VcenterRequest): Promise<UpstreamAnswer> {
    const answer = await this.#session.send((headers) =>
      repeatBrokenRead(request, () =>
        this.#http.request({
          ...request,
          headers,
          scrub: this.sentSecrets.values(),
        }),
      ),
    );
    if (answer.status >= 400) throw refusal(answer);
    return answer;
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
}
