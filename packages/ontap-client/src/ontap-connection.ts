import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import {
  ontapRefusal,
  SignInLimiter,
  UpstreamError,
  UpstreamHttp,
} from '@keyward/upstream-http';
import type {
  AnswerMemory,
  CallObserver,
  EgressGuard,
  Trust,
  UpstreamAnswer,
  UpstreamLimits,
  UpstreamRequest,
} from '@keyward/upstream-http';
import type { z } from 'zod';

import { dropSecrets } from './drop-secrets.ts';
import { protocolError } from './protocol-error.ts';

export interface OntapClientOptions {
  host: string;
  port: number;
  trust: Trust;
  egress: EgressGuard;
  credential: { username: string; password: Secret };
  limits?: Partial<UpstreamLimits>;
  /** Told whenever the target showed a certificate that the trust does not cover. */
  onUntrusted?: () => void;
  /** Sees every request, for the stored connection of this id. */
  observer?: CallObserver;
  connectionId?: string;
}

type Query = NonNullable<UpstreamRequest['query']>;

/** One cluster's management interface: signs every request, refuses what is no success, drops echoed secrets. */
export class OntapConnection {
  readonly #http: UpstreamHttp;
  readonly #credential: OntapClientOptions['credential'];
  readonly #limiter = new SignInLimiter();

  constructor({ credential, ...target }: OntapClientOptions) {
    this.#http = new UpstreamHttp({ system: 'ontap', ...target });
    this.#credential = credential;
  }

  /** @throws UpstreamError, also `protocol` when the answer has another shape. */
  async get<S extends z.ZodType>(
    path: string,
    query: Query,
    shape: S,
    memory?: AnswerMemory,
  ): Promise<z.output<S>> {
    const answer = await this.send({
      method: 'GET',
      path,
      query,
      ...(memory === undefined ? {} : { memory }),
    });
    const parsed = shape.safeParse(answer.body);
    if (!parsed.success) {
      throw protocolError(
        'ONTAP answered in a shape that it does not document.',
        answer.status,
      );
    }
    return parsed.data;
  }

  /**
   * Each request signs in by itself, so after two refusals in five minutes none is sent for a while: whoever polls would
   * lock the account.
   *
   * @throws UpstreamError for every status from 400 on.
   */
  async send(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const blocked = this.#limiter.blockedBy();
    if (blocked !== null) throw notSent(blocked);
    const headers = {
      accept: 'application/hal+json',
      authorization: this.#authorization(),
    };
    const answer = await this.#http.request({ ...request, headers });
    if (answer.status === 401) {
      this.#limiter.recordFailure(ontapRefusal(answer));
    } else this.#limiter.recordSuccess();
    if (answer.status >= 400) throw ontapRefusal(answer);
    return { ...answer, body: dropSecrets(answer.body) };
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #authorization(): string {
    const pair = `${this.#credential.username}:${reveal(this.#credential.password)}`;
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  }
}

/** The refusal of an earlier request, for one that never left. */
function notSent({ kind, facts, message }: UpstreamError): UpstreamError {
  return new UpstreamError({ kind, facts, message, delivery: 'not_sent' });
}
