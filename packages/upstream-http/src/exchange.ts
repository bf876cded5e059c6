import { errors } from 'undici';
import type { Agent, Dispatcher } from 'undici';

import { ConnectFailure, errorCode } from './connect-failure.ts';
import type { UpstreamLimits } from './limits.ts';
import type {
  Delivery,
  TlsReason,
  UpstreamErrorKind,
} from './upstream-error.ts';

/** Answers of the class 1xx before the real one. */
const MOST_ANNOUNCEMENTS = 20;

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** One exchange that brought no complete answer. Internal; UpstreamHttp turns it into an UpstreamError. */
export class ExchangeFailure extends Error {
  override readonly name = 'ExchangeFailure';
  readonly kind: UpstreamErrorKind;
  readonly delivery: Delivery;
  readonly status: number | undefined;
  readonly tlsReason: TlsReason | undefined;

  constructor(o: {
    kind: UpstreamErrorKind;
    delivery: Delivery;
    message: string;
    status?: number | undefined;
    tlsReason?: TlsReason | undefined;
  }) {
    super(o.message);
    this.kind = o.kind;
    this.delivery = o.delivery;
    this.status = o.status;
    this.tlsReason = o.tlsReason;
  }
}

export interface ExchangeOptions {
  agent: Agent;
  request: Dispatcher.DispatchOptions;
  limits: UpstreamLimits;
  signal?: AbortSignal | undefined;
}

/**
 * Sends one request and collects its answer within the limits. Resolves for every status.
 *
 * @throws ExchangeFailure
 */
export function exchange(options: ExchangeOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    new Exchange(options, resolve, reject).start();
  });
}

/** The states of one exchange: waiting for a connection, written, answered, settled. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (failure: ExchangeFailure) => void;
  readonly #chunks: Buffer[] = [];
  readonly #onAbort = (): void =>
    this.#fail('timeout', 'The request was cancelled.');
  #controller: Dispatcher.DispatchController | null = null;
  #delivery: Delivery = 'not_sent';
  #status: number | undefined;
  #headers: Record<string, string> = {};
  #announcements = 0;
  #sizeBytes = 0;
  #isSettled = false;
  #totalTimer: NodeJS.Timeout | undefined;
  #phaseTimer: NodeJS.Timeout | undefined;

  constructor(
    options: ExchangeOptions,
    resolve: (answer: RawAnswer) => void,
    reject: (failure: ExchangeFailure) => void,
  ) {
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { agent, request, limits, signal } = this.#options;
    if (signal?.aborted === true) return this.#onAbort();
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#totalTimer = setTimeout(
      () =>
        this.#fail(
          'timeout',
          'The target did not complete the request in time.',
        ),
      limits.totalMs,
    );
    agent.dispatch(request, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while waiting for a connection, or offered a second time: nothing may be written.
    if (this.#isSettled || this.#delivery !== 'not_sent') {
      return controller.abort(new Error('Not wanted any more.'));
    }
    this.#controller = controller;
    this.#delivery = 'maybe_sent';
    this.#startPhase(
      this.#options.limits.headersMs,
      'The target did not answer in time.',
    );
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // 1xx announces an answer; the time for the headers goes on.
    if (status < 200) {
      this.#announcements += 1;
      if (this.#announcements > MOST_ANNOUNCEMENTS) {
        this.#fail('protocol', 'The target announces answers without end.');
      }
      return;
    }
    this.#delivery = 'answered';
    this.#status = status;
    this.#headers = plainHeaders(headers);
    const refusal = refusalOfHeaders(
      status,
      this.#headers,
      this.#options.limits.maxBodyBytes,
    );
    if (refusal !== null) return this.#fail('protocol', refusal);
    this.#startPhase(
      this.#options.limits.bodyMs,
      'The target did not finish its answer in time.',
    );
  }

  onResponseData(
    _controller: Dispatcher.DispatchController,
    chunk: Buffer,
  ): void {
    this.#sizeBytes += chunk.length;
    if (this.#sizeBytes > this.#options.limits.maxBodyBytes) {
      return this.#fail('protocol', tooLarge(this.#options.limits));
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#isSettled || this.#status === undefined) return;
    this.#settle();
    this.#resolve({
      status: this.#status,
      headers: this.#headers,
      body: Buffer.concat(this.#chunks),
    });
  }

  onResponseError(
    _controller: Dispatcher.DispatchController,
    error: Error,
  ): void {
    if (error instanceof ConnectFailure) {
      return this.#fail(error.kind, error.message, error.tlsReason);
    }
    const code = errorCode(error);
    if (isMalformedHttp(error, code)) {
      return this.#fail('protocol', "The target's answer is not valid HTTP.");
    }
    this.#fail(
      'unreachable',
      `The connection to the target broke${code === '' ? '' : ` (${code})`}.`,
    );
  }

  #startPhase(timeoutMs: number, message: string): void {
    clearTimeout(this.#phaseTimer);
    this.#phaseTimer = setTimeout(
      () => this.#fail('timeout', message),
      timeoutMs,
    );
  }

  #fail(kind: UpstreamErrorKind, message: string, tlsReason?: TlsReason): void {
    if (this.#isSettled) return;
    this.#settle();
    this.#reject(
      new ExchangeFailure({
        kind,
        delivery: this.#delivery,
        message,
        status: this.#status,
        tlsReason,
      }),
    );
    this.#controller?.abort(new Error('Given up.'));
  }

  #settle(): void {
    this.#isSettled = true;
    clearTimeout(this.#totalTimer);
    clearTimeout(this.#phaseTimer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }
}

function isMalformedHttp(error: Error, code: string): boolean {
  // An answer that stops halfway is a broken connection, not a broken target.
  if (code === 'HPE_INVALID_EOF_STATE') return false;
  return (
    error instanceof errors.HTTPParserError ||
    error instanceof errors.HeadersOverflowError
  );
}

/** Why an answer is refused by its head alone, or null. */
function refusalOfHeaders(
  status: number,
  headers: Record<string, string>,
  maxBodyBytes: number,
): string | null {
  // No request of ours is conditional, so any of these can only lead somewhere else.
  if (status >= 300 && status < 400) {
    return `The target answered with a redirect (${status}), which Keyward never follows.`;
  }
  const encoding =
    headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') {
    return 'The target sent a compressed answer that was not asked for.';
  }
  return Number(headers['content-length'] ?? 0) > maxBodyBytes
    ? tooLarge({ maxBodyBytes })
    : null;
}

function tooLarge({ maxBodyBytes }: { maxBodyBytes: number }): string {
  return `The target sent more than ${maxBodyBytes} bytes.`;
}

/** Lower-case names, repeated values joined. Cookies are left out: no client keeps any. */
function plainHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined || name.toLowerCase() === 'set-cookie') return [];
      return [
        [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value],
      ];
    }),
  );
}
