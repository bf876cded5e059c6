// Apart from the answer's schema, so that the first page carries nothing that checks it.

/** The short lists of the home page, with their filters as an address has them. */
export const HOME_LISTS = {
  running: { state: 'queued,running', limit: 6 },
  endedBadly: { state: 'outcome_unknown,failed', limit: 12 },
  concerning: { concerns: 'me', limit: 30 },
  deciding: { awaiting: 'me', sort: 'deadline', limit: 8 },
  unread: { unread: 'true', limit: 1 },
  /** What the demo's guide ticks off. */
  tried: { operation: 'vcenter.configure-cluster-kms-service', limit: 20 },
} as const;
