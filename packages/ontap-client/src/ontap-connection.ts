import type { Secret } from '@keyward/secrets';
import { reveal } from '@keyward/secrets/reveal';
import { ontapRefusal, UpstreamHttp } from '@keyward/upstream-http';
import type {
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

  constructor({ credential, ...target }: OntapClientOptions) {
    this.#http = new UpstreamHttp({ system: 'ontap', ...target });
    this.#credential = credential;
  }

  /** @throws UpstreamError, also `protocol` when the answer has another shape. */
  async get<S extends z.ZodType>(
    path: string,
    query: Query,
    shape: S,
  ): Promise<z.output<S>> {
    const answer = await this.send({ method: 'GET', path, query });
    const parsed = shape.safeParse(answer.body);
    if (!parsed.success) {
      throw protocolError(
        'ONTAP answered in a shape that it does not document.',
        answer.status,
      );
    }
    return parsed.data;
  }

  /** @throws UpstreamError for every status from 400 on. */
  async send(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const headers = {
      accept: 'application/hal+json',
      authorization: this.#authorization(),
    };
    const answer = await this.#http.request({ ...request, headers });
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
