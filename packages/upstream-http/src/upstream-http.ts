import type { TLSSocket } from 'node:tls';

import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

import { callLabel } from './call-label.ts';
import type {
  CallObserver,
  CallOutcome,
  UpstreamCall,
} from './call-observer.ts';
import { connectChecked } from './connect-checked.ts';
import { connectFailureFrom } from './connect-failure.ts';
import { credentialValues } from './credential-values.ts';
import { EgressDenied } from './egress/egress-guard.ts';
import type { EgressGuard } from './egress/egress-guard.ts';
import { isPort, parseHost } from './egress/host-grammar.ts';
import { ExchangeFailure, exchange } from './exchange.ts';
import type { RawAnswer } from './exchange.ts';
import { BadBody, parseJsonAnswer } from './json-answer.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { UpstreamLimits } from './limits.ts';
import { requestHeaders } from './request-headers.ts';
import { requestTarget } from './request-target.ts';
import { createScrubber } from './scrub.ts';
import type { Scrubber } from './scrub.ts';
import { tlsOptions } from './trust.ts';
import type { Trust } from './trust.ts';
import { isAnotherCertificate, UpstreamError } from './upstream-error.ts';
import type { System, UpstreamRequest } from './upstream-request.ts';

export interface UpstreamAnswer {
  status: number;
  /** Lower-case names; no cookies. */
  headers: Record<string, string>;
  /** Parsed JSON; undefined when the body is empty, or when a refusal (status 400 and above) is not JSON. */
  body: unknown;
  /** The bytes are those that `memory` knew; `body` is the very value of then. */
  isUnchanged?: true;
}

export interface UpstreamHttpOptions {
  system: System;
  host: string;
  port: number;
  trust: Trust;
  egress: EgressGuard;
  limits?: Partial<UpstreamLimits>;
  /** Told whenever a connection ends because the target showed a certificate that the trust does not cover. */
  onUntrusted?: () => void;
  /** Sees every request, for the stored connection of this id. */
  observer?: CallObserver;
  connectionId?: string;
}

/** A shorter credential is replaced in refusals only: in an inventory it may be part of an innocent name. */
const MIN_SCRUBBED_CREDENTIAL = 8;

/**
 * HTTPS to one target with one trust. Made anew when host, port or trust change, so that no connection outlives its pin.
 * Never follows a redirect, reads no proxy setting, resumes no TLS session and keeps no cookie.
 */
export class UpstreamHttp {
  readonly #options: UpstreamHttpOptions;
  readonly #limits: UpstreamLimits;
  readonly #origin: string;
  readonly #closing = new AbortController();
  readonly #readers: Agent;
  readonly #writers: Agent;

  /** @throws TypeError when the pinned certificate and fingerprint differ. @throws EgressDenied when the host is malformed. */
  constructor(options: UpstreamHttpOptions) {
    const host = parseHost(options.host);
    if (host === null) {
      throw new EgressDenied(options.host, options.port, 'bad_host');
    }
    if (!isPort(options.port)) {
      throw new EgressDenied(options.host, options.port, 'port_not_allowed');
    }
    this.#options = { ...options, host: host.host };
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#origin = `https://${host.kind === 'ipv6' ? `[${host.host}]` : host.host}:${options.port}`;
    const connect = this.#connector();
    // The limits are enforced by `exchange`; undici's own timers are coarse and do not tell what was sent.
    const common = {
      connect,
      maxCachedSessions: 0,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 16_384,
    };
    this.#readers = new Agent({
      ...common,
      connections: 4,
      pipelining: 1,
      keepAliveMaxTimeout: 30_000,
    });
    // A write never rides a kept connection that the target may be about to close: a break then means a real one.
    this.#writers = new Agent({ ...common, connections: 4, pipelining: 0 });
  }

  /**
   * Resolves for every HTTP status, with secrets scrubbed from the answer.
   *
   * @throws UpstreamError for transport, TLS, timeout, egress, a redirect, an oversized or malformed answer.
   * @throws TypeError when path or headers are not sendable, which is a fault of the caller.
   */
  async request(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const prepared = this.#prepare(request);
    const { observer } = this.#options;
    if (observer === undefined) return this.#send(request, prepared);
    return this.#observed(observer, request, prepared);
  }

  /** Ends every connection and request; a request that waits is refused as unreachable. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The client was closed.'));
    await Promise.all([this.#readers.destroy(), this.#writers.destroy()]);
  }

  async #observed(
    observer: CallObserver,
    request: UpstreamRequest,
    prepared: Prepared,
  ): Promise<UpstreamAnswer> {
    const { system, connectionId = null } = this.#options;
    const { method } = request;
    const call: UpstreamCall = {
      system,
      connectionId,
      method,
      label: callLabel(request),
    };
    await observer.before(call);
    const startedAt = performance.now();
    const tell = async (
      outcome:
        | { status: number; headers: Record<string, string> }
        | { error: UpstreamError; isCancelled?: true },
    ): Promise<void> => {
      const tookMs = performance.now() - startedAt;
      const ended: CallOutcome = { ...outcome, tookMs };
      await observer.after(call, ended);
    };
    const answer = await this.#send(request, prepared).catch(
      async (error: unknown) => {
        if (error instanceof UpstreamError) {
          const isCancelled = request.signal?.aborted === true;
          await tell({ error, ...(isCancelled ? { isCancelled } : {}) });
        }
        throw error;
      },
    );
    await tell({ status: answer.status, headers: answer.headers });
    return answer;
  }

  async #send(
    request: UpstreamRequest,
    { limits, dispatch }: Prepared,
  ): Promise<UpstreamAnswer> {
    const agent = onlyReads(request) ? this.#readers : this.#writers;
    try {
      const raw = await exchange({
        agent,
        request: dispatch,
        limits,
        signal: request.signal,
      });
      return this.#answer(raw, request, limits);
    } catch (error) {
      throw this.#upstreamError(error);
    }
  }

  #connector(): (options: unknown, callback: ConnectCallback) => void {
    const { host, port, trust, egress, onUntrusted } = this.#options;
    const tls = tlsOptions(trust, host);
    return (_options, callback) => {
      connectChecked({
        host,
        port,
        egress,
        tls,
        timeoutMs: this.#limits.connectMs,
        signal: this.#closing.signal,
      }).then(
        ({ socket }) => callback(null, socket),
        (error: unknown) => {
          const failure = connectFailureFrom(error, trust.mode);
          if (isAnotherCertificate(failure.tlsReason)) onUntrusted?.();
          callback(failure, null);
        },
      );
    };
  }

  #prepare(request: UpstreamRequest): Prepared {
    const body =
      request.body === undefined
        ? null
        : Buffer.from(JSON.stringify(request.body), 'utf8');
    return {
      limits: {
        ...this.#limits,
        totalMs: Math.min(
          this.#limits.totalMs,
          request.timeoutMs ?? this.#limits.totalMs,
        ),
      },
      dispatch: {
        origin: this.#origin,
        method: request.method,
        path: requestTarget(request.path, request.query),
        headers: requestHeaders(request.headers ?? {}, body !== null),
        body,
      },
    };
  }

  #answer(
    raw: RawAnswer,
    request: UpstreamRequest,
    limits: UpstreamLimits,
  ): UpstreamAnswer {
    const isRefusal = raw.status >= 400;
    const credentials = credentialValues(request.headers ?? {});
    const scrub = [
      ...(request.scrub ?? []),
      ...credentials.filter(
        (value) => isRefusal || value.length >= MIN_SCRUBBED_CREDENTIAL,
      ),
    ];
    const scrubber = createScrubber(scrub);
    const { status } = raw;
    const headers = scrubHeaders(raw.headers, scrubber);
    const memory = status === 200 ? request.memory : undefined;
    const known = memory?.recall(raw.body, scrub);
    if (known !== undefined) {
      return { status, headers, body: known.body, isUnchanged: true };
    }
    const body = scrubber.json(parsedBody(raw, isRefusal, limits));
    memory?.keep(raw.body, scrub, body);
    return { status, headers, body };
  }

  #upstreamError(error: unknown): unknown {
    if (error instanceof ExchangeFailure) {
      const { kind, delivery, message, status, tlsReason } = error;
      const facts = {
        system: this.#options.system,
        messages: [],
        ...(status === undefined ? {} : { httpStatus: status }),
      };
      return new UpstreamError({ kind, delivery, message, tlsReason, facts });
    }
    return error;
  }
}

export function onlyReads({
  method,
  isRead,
}: Pick<UpstreamRequest, 'method' | 'isRead'>): boolean {
  return method === 'GET' || isRead === true;
}

interface Prepared {
  limits: UpstreamLimits;
  dispatch: Dispatcher.DispatchOptions;
}

type ConnectCallback = (...args: [null, TLSSocket] | [Error, null]) => void;

function scrubHeaders(
  headers: Record<string, string>,
  scrubber: Scrubber,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      scrubber.text(name),
      scrubber.text(value),
    ]),
  );
}

function parsedBody(
  raw: RawAnswer,
  isRefusal: boolean,
  limits: UpstreamLimits,
): unknown {
  try {
    const type = raw.headers['content-type'] ?? 'application/json';
    if (raw.body.length > 0 && !/json/i.test(type)) {
      throw new BadBody('The target sent something that is not JSON.');
    }
    return parseJsonAnswer(raw.body, limits);
  } catch (error) {
    if (!(error instanceof BadBody)) throw error;
    // A refusal stands by its status; proxies and old releases send pages or nothing with it.
    if (isRefusal) return undefined;
    throw new ExchangeFailure({
      kind: 'protocol',
      delivery: 'answered',
      message: error.message,
      status: raw.status,
    });
  }
}
