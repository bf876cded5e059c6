import type { EsxAuth, FrozenRequest } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import { revealBody } from '@keyward/secrets/reveal';
import { PooledSession, UpstreamHttp } from '@keyward/upstream-http';
import type {
  CallObserver,
  EgressGuard,
  Trust,
  UpstreamLimits,
} from '@keyward/upstream-http';

import { getNativeProvider } from './native-providers.ts';
import type { NativeProvider } from './native-providers.ts';
import { probeEsx } from './probe.ts';
import type { EsxProbe } from './probe.ts';
import { apiSessionSignIn } from './sign-in/api-session.ts';
import { basicSignIn } from './sign-in/basic.ts';
import type { Credential, EsxSignIn } from './sign-in/esx-sign-in.ts';
import { viJsonSignIn } from './sign-in/vi-json.ts';
import { EsxTransport } from './transport.ts';

export interface EsxClientOptions {
  host: string;
  port: number;
  trust: Trust;
  egress: EgressGuard;
  credential: Credential;
  /** How to sign in; the vendor documents none for this interface. */
  esxAuth: EsxAuth;
  limits?: Partial<UpstreamLimits>;
  /** Told whenever the target showed a certificate that the trust does not cover. */
  onUntrusted?: () => void;
  /** Sees every request, for the stored connection of this id. */
  observer?: CallObserver;
  connectionId?: string;
}

export interface EsxClient {
  /** One provider by name, null when the host does not know it. */
  getNativeProvider(
    name: string,
    signal?: AbortSignal,
  ): Promise<NativeProvider | null>;
  /**
   * Sends an approved request; `secrets` maps input pointers to values.
   *
   * @throws UpstreamError for every status of 400 and above; its `delivery` tells whether the request may have arrived.
   */
  sendFrozen(
    request: FrozenRequest,
    secrets: ReadonlyMap<string, Secret>,
    signal?: AbortSignal,
  ): Promise<{ status: number; body: unknown }>;
  probe(): Promise<EsxProbe>;
  /** Signs in, or makes sure that the session is alive; throws the UpstreamError of the attempt. */
  testSignIn(): Promise<void>;
  /** Signs out and closes all connections. */
  close(): Promise<void>;
}

const SIGN_INS = {
  'vi-json': viJsonSignIn,
  'api-session': apiSessionSignIn,
  basic: basicSignIn,
} satisfies Record<
  EsxAuth,
  (http: UpstreamHttp, credential: Credential) => EsxSignIn
>;

/** Makes the client of one host; nothing is sent before its first call. */
export function createEsxClient(options: EsxClientOptions): EsxClient {
  const { credential, esxAuth, ...endpoint } = options;
  const http = new UpstreamHttp({ system: 'esx', ...endpoint });
  const session = new PooledSession(SIGN_INS[esxAuth](http, credential));
  const transport = new EsxTransport(http, session);
  return {
    getNativeProvider: (name, signal) =>
      getNativeProvider(transport, name, signal),
    async sendFrozen({ method, path, query, body }, secrets, signal) {
      const request = {
        method,
        path,
        ...(query ? { query } : {}),
        ...(body === undefined ? {} : { body: revealBody(body, secrets) }),
        ...(signal ? { signal } : {}),
      };
      const answer = await transport.send(request, secrets.values());
      return { status: answer.status, body: answer.body };
    },
    probe: () => probeEsx(transport),
    testSignIn: async () => {
      // The read proves the sign-in whether or not the interface is there.
      await probeEsx(transport);
    },
    async close() {
      await session.close();
      await http.close();
    },
  };
}
