import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import { repeatBrokenRead } from '@keyward/upstream-http';
import type {
  PooledSession,
  UpstreamAnswer,
  UpstreamHttp,
  UpstreamRequest,
} from '@keyward/upstream-http';

import { refusal } from './refusal.ts';
import type { SessionHeaders } from './sign-in/esx-sign-in.ts';

export type EsxRequest = Omit<UpstreamRequest, 'headers' | 'scrub'>;

/** Sends requests under the pooled session. */
export class EsxTransport {
  readonly #http: UpstreamHttp;
  readonly #session: PooledSession<SessionHeaders>;

  constructor(http: UpstreamHttp, session: PooledSession<SessionHeaders>) {
    this.#http = http;
    this.#session = session;
  }

  /**
   * @param secrets those in the body, so that no answer can repeat them.
   * @throws UpstreamError for every status of 400 and above.
   */
  async send(
    request: EsxRequest,
    secrets: Iterable<Secret> = [],
  ): Promise<UpstreamAnswer> {
    const scrub = [...secrets].map((secret) => reveal(secret));
    const answer = await this.#session.send((headers) =>
      repeatBrokenRead(request, () =>
        this.#http.request({ ...request, headers, scrub }),
      ),
    );
    if (answer.status >= 400) throw refusal(answer);
    return answer;
  }
}
