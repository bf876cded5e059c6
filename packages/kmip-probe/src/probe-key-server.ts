import {
  HANDSHAKE_LAYERS,
  type HandshakeLayer,
  type LayerResult,
} from '@keyward/contract';
import type { EgressGuard } from '@keyward/upstream-http';
import type { TLSSocket } from 'node:tls';

import type { ClientIdentity } from './client-key.ts';
import { type Finding, LayerFailure, layerResult, skipped } from './finding.ts';
import { resolveServer } from './layers/dns.ts';
import { ClientRefused, silentKmip } from './layers/kmip-exchange.ts';
import { queryServer } from './layers/kmip-query.ts';
import { discoverVersions } from './layers/kmip-versions.ts';
import { connectTo } from './layers/tcp.ts';
import { clientWanted, negotiateTls } from './layers/tls.ts';
import { refusedClient, silentHandshake } from './layers/tls-failures.ts';
import { DEFAULT_PROBE_LIMITS, type ProbeLimits } from './limits.ts';
import { type ShownToServer, shownToServer } from './shown-to-server.ts';
import { LayerTimeout, withinLimit } from './within-limit.ts';

export interface KeyServerProbe {
  /** A name or an address, IPv6 without brackets. */
  host: string;
  port: number;
  egress: EgressGuard;
  /** PEM of certificates known for this server: authorities, or its own. Empty: its certificate cannot be verified. */
  trusted: readonly string[];
  /** The certificate of the change and its key; null when there is none to show. */
  client: ClientIdentity | null;
  /** Why `client` is null. */
  whyNoClient: 'key_not_here' | 'none';
  limits?: Partial<ProbeLimits>;
  signal?: AbortSignal;
}

/**
 * Tries to reach a key server the way a client of its own would: name, connection, TLS, then which KMIP versions it
 * speaks and what it is. Nothing is created, read or changed on it, and no user name or password is sent.
 *
 * Always resolves with the five layers in order; what lies behind a failed one is skipped.
 *
 * @throws the signal's reason when the caller gives up, and nothing else
 */
export async function probeKeyServer(
  probe: KeyServerProbe,
): Promise<LayerResult[]> {
  const look = new Look(probe);
  try {
    await look.through(await shownToServer(probe.client, probe.whyNoClient));
  } finally {
    look.close();
  }
  return look.layers();
}

/** One look at one server: the layers so far, and what has to be closed. */
class Look {
  readonly #probe: KeyServerProbe;
  readonly #limits: ProbeLimits;
  readonly #results = new Map<HandshakeLayer, LayerResult>();
  #whySkipped = 'Not tried: an earlier layer failed.';
  #close = (): void => undefined;

  constructor(probe: KeyServerProbe) {
    this.#probe = probe;
    this.#limits = { ...DEFAULT_PROBE_LIMITS, ...probe.limits };
  }

  layers(): LayerResult[] {
    return HANDSHAKE_LAYERS.map(
      (layer) => this.#results.get(layer) ?? skipped(layer, this.#whySkipped),
    );
  }

  close(): void {
    this.#close();
  }

  async through(shown: ShownToServer): Promise<void> {
    const { egress, host, port, trusted, client } = this.#probe;
    const { dnsMs, tcpMs, tlsMs } = this.#limits;
    const resolved = await this.#layer('dns', dnsMs, () =>
      resolveServer(egress, host, port),
    );
    if (resolved === null) return;
    // Each address keeps to its own share; this is only for what does not.
    const connected = await this.#layer('tcp', tcpMs + 500, (signal) =>
      connectTo(resolved.addresses, port, tcpMs, signal),
    );
    if (connected === null) return;
    const { socket } = connected;
    this.#close = () => socket.destroy();
    const tls = await this.#layer('tls', tlsMs, (signal) =>
      negotiateTls({ socket, host, trusted, client, shown, signal }),
    );
    if (tls === null) return;
    if (tls.secured === null) {
      this.#whySkipped = CLIENT_WANTED;
      return;
    }
    await this.#askKmip(tls.secured, shown);
  }

  async #askKmip(socket: TLSSocket, shown: ShownToServer): Promise<void> {
    const { kmipMs } = this.#limits;
    // Between two answers nobody listens; an error then shows in the next layer.
    socket.on('error', () => undefined);
    this.#close = () => socket.destroy();
    try {
      const spoken = await this.#layer('kmip_versions', kmipMs, (signal) =>
        discoverVersions(socket, shown, signal),
      );
      if (spoken === null) return;
      await this.#layer('kmip_query', kmipMs, async (signal) => ({
        found: await queryServer(socket, spoken.version, shown, signal),
      }));
    } catch (error) {
      if (!(error instanceof ClientRefused)) throw error;
      this.#reviseTls(error, shown);
    }
  }

  /** In TLS 1.3 a client learns only afterwards that the server wants another certificate, or one at all. */
  #reviseTls({ alert }: ClientRefused, shown: ShownToServer): void {
    const tls = this.#results.get('tls');
    if (tls === undefined) return;
    const isShown = shown.clientCertificate === 'shown';
    const found = isShown
      ? refusedClient(alert, shown).found
      : clientWanted(tls, shown);
    if (!isShown) this.#whySkipped = CLIENT_WANTED;
    this.#results.set(
      'tls',
      layerResult('tls', tls.milliseconds, {
        outcome: found.outcome,
        finding: found.finding,
        nextStep: found.nextStep,
      }),
    );
  }

  /** Runs and times one layer; null when it did not get through. */
  async #layer<T extends { found: Finding }>(
    layer: HandshakeLayer,
    limitMs: number,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | null> {
    const began = performance.now();
    const note = (found: Finding): void => {
      const took = Math.round((performance.now() - began) * 10) / 10;
      this.#results.set(layer, layerResult(layer, took, found));
    };
    try {
      const done = await withinLimit(limitMs, this.#probe.signal, work);
      note(done.found);
      return done;
    } catch (error) {
      this.#probe.signal?.throwIfAborted();
      if (error instanceof ClientRefused) throw error;
      const { found } = failureOf(layer, error, limitMs);
      if (found.outcome === 'skipped') {
        this.#whySkipped = CLIENT_WANTED;
        this.#results.set(layer, layerResult(layer, null, found));
      } else note(found);
      return null;
    }
  }
}

const CLIENT_WANTED =
  'Not tried: the key server wants a client certificate before it talks KMIP.';

function failureOf(
  layer: HandshakeLayer,
  error: unknown,
  limitMs: number,
): LayerFailure {
  if (error instanceof LayerFailure) return error;
  if (!(error instanceof LayerTimeout)) {
    return new LayerFailure(
      'This layer failed in a way that Keyward has no words for.',
      'Try again; if it stays so, look into the key server’s log.',
    );
  }
  if (layer === 'tls') return silentHandshake(limitMs);
  if (layer === 'kmip_versions' || layer === 'kmip_query') {
    return silentKmip(limitMs);
  }
  return layer === 'dns'
    ? new LayerFailure(
        'The name server did not answer in time.',
        'Check the name server that Keyward uses.',
      )
    : new LayerFailure(
        'No answer from any address in time.',
        'Check that the key server is up, and whether a firewall between Keyward and it drops the connection.',
      );
}
