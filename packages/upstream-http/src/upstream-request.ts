import type { SystemKind } from '@keyward/contract';

import type { AnswerMemory } from './answer-memory.ts';

export type System = SystemKind;

export interface UpstreamRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Absolute and already encoded: every id in it went through `encodeURIComponent`. */
  path: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** For the whole request; shortens the limit, never extends it. */
  timeoutMs?: number;
  /**
   * Plain secrets in this request's body. Wherever the answer repeats one, it is replaced before anybody sees it.
   * Credentials in headers need not be listed.
   */
  scrub?: readonly string[];
  /** A POST that only reads: like a GET it may use a connection that was kept, and be repeated when that broke. */
  isRead?: true;
  /** For a read that is repeated: an answer with the same bytes as the last one is not read again. */
  memory?: AnswerMemory;
}
