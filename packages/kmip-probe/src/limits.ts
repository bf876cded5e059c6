/** Time limits of one look at a key server, in milliseconds; each layer has its own. */
export interface ProbeLimits {
  dnsMs: number;
  /** For all addresses of the name together. */
  tcpMs: number;
  tlsMs: number;
  /** For each of the two KMIP layers. */
  kmipMs: number;
}

export const DEFAULT_PROBE_LIMITS = {
  dnsMs: 5_000,
  tcpMs: 5_000,
  tlsMs: 8_000,
  kmipMs: 8_000,
} as const satisfies ProbeLimits;
