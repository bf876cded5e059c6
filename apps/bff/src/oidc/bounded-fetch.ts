import type { CustomFetch } from 'openid-client';
import { Agent, request } from 'undici';

/** Far above any discovery document, key set or token answer. */
const MOST_BYTES = 1024 * 1024;
/** For one whole exchange, so that an answer that drips cannot hold a sign-in open. */
const MOST_MS = 6_000;
const CONNECT_MS = 4_000;

/** The identity provider cannot be reached, takes too long or sends too much. */
export class IdentityProviderAway extends Error {
  override readonly name = 'IdentityProviderAway';
  /** The transport's own code, for the log. */
  readonly code: string;

  constructor(code: string) {
    super('The identity provider does not answer as it should.');
    this.code = code;
  }
}

export interface BoundedFetch {
  fetch: CustomFetch;
  close(): Promise<void>;
}

/**
 * The only way to the identity provider: certificates are checked, no redirect is followed, and time and size are
 * bounded.
 */
export function createBoundedFetch(): BoundedFetch {
  const agent = new Agent({
    connect: { timeout: CONNECT_MS, maxCachedSessions: 0 },
    headersTimeout: MOST_MS,
    bodyTimeout: MOST_MS,
    maxResponseSize: MOST_BYTES,
  });
  return {
    fetch: (url, options) =>
      exchange(agent, url, options).catch((error: unknown) => {
        throw new IdentityProviderAway(codeOf(error));
      }),
    close: () => agent.destroy(),
  };
}

async function exchange(
  agent: Agent,
  url: string,
  options: Parameters<CustomFetch>[1],
): Promise<Response> {
  const { body, headers, method } = options;
  const limits = [AbortSignal.timeout(MOST_MS)];
  if (options.signal !== undefined) limits.push(options.signal);
  const answer = await request(url, {
    dispatcher: agent,
    method: method === 'POST' ? 'POST' : 'GET',
    headers,
    body: body instanceof URLSearchParams ? body.toString() : null,
    signal: AbortSignal.any(limits),
  });
  const bytes = await answer.body.bytes();
  const hasBody = ![204, 205, 304].includes(answer.statusCode);
  return new Response(hasBody ? Uint8Array.from(bytes) : null, {
    status: answer.statusCode,
    headers: headersOf(answer.headers),
  });
}

function headersOf(
  received: Record<string, string | string[] | undefined>,
): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string'
    ? error.code
    : error.name;
}
