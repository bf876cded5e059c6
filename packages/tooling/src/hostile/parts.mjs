/**
 * What `npm run test:hostile` runs, one part after the other: a test file, and the figures that it must tell. A part
 * whose test passes and tells nothing has failed too.
 */
export const HOSTILE_PARTS = [
  {
    name: 'trust in targets, at the transport',
    files: [
      'packages/upstream-http/test/trust.test.ts',
      'packages/upstream-http/test/egress.test.ts',
      'packages/upstream-http/test/exchange.test.ts',
    ],
    figures: [],
  },
  {
    name: 'addresses',
    files: ['apps/bff/test/hostile/addresses.test.ts'],
    figures: [
      'addresses: spellings refused',
      'addresses: forbidden connections',
    ],
  },
  {
    name: 'certificates',
    files: [
      'apps/bff/test/hostile/certificates.test.ts',
      'apps/bff/test/hostile/changed-under-way.test.ts',
    ],
    figures: ['certificates: refused', 'certificates: credential bytes'],
  },
  {
    name: 'proxies and other ways round',
    files: ['apps/bff/test/hostile/proxies.test.ts'],
    figures: ['proxies: connections'],
  },
  {
    name: 'hostile upstream',
    files: ['apps/bff/test/hostile/upstream.test.ts'],
    figures: [
      'upstream: misbehaviours survived',
      'upstream: credentials heard elsewhere',
      'upstream: most memory grown, MB',
      'upstream: event loop p99, ms',
    ],
  },
  {
    name: 'hostile client',
    files: ['apps/bff/test/hostile/hostile-client.test.ts'],
    figures: [
      'client: requests, all different',
      'client: answers 5xx',
      'client: p99, ms',
    ],
  },
  {
    name: 'bytes that are no request',
    files: ['apps/bff/test/hostile/raw-bytes.test.ts'],
    figures: ['client: bytes refused in words'],
  },
  {
    name: 'inputs of the largest size',
    files: ['apps/bff/test/hostile/event-loop.test.ts'],
    figures: ['client: longest block, ms'],
  },
  {
    name: 'a flooding person',
    files: ['apps/bff/test/limits.test.ts'],
    figures: ['client: p95 of others during a flood, ms'],
  },
];
