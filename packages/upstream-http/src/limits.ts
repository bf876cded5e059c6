/** Bounds of one request; times in milliseconds. */
export interface UpstreamLimits {
  /** Name resolution, TCP and TLS together. */
  connectMs: number;
  /** From the written request to the end of the answer's headers. */
  headersMs: number;
  /** From the headers to the last byte of the body. */
  bodyMs: number;
  /** Everything, waiting for a free connection included. */
  totalMs: number;
  maxBodyBytes: number;
  /** Nesting of arrays and objects in a JSON answer. */
  maxDepth: number;
  /** Array elements and object members in a JSON answer, all levels together. */
  maxItems: number;
}

export const DEFAULT_LIMITS = {
  connectMs: 4_500,
  headersMs: 10_000,
  bodyMs: 30_000,
  totalMs: 60_000,
  maxBodyBytes: 8 * 1024 * 1024,
  maxDepth: 50,
  maxItems: 100_000,
} as const satisfies UpstreamLimits;
