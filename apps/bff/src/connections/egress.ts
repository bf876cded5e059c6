import {
  createEgressGuard,
  type EgressGuard,
  parseEgressAllow,
} from '@keyward/upstream-http';
import { isIP } from 'node:net';

import type { Config } from '../config.ts';
import type { DemoEstate } from './demo-estate.ts';

/**
 * Where this console may connect to: the configured list, and in the demo the simulators' own addresses and ports.
 *
 * @throws EgressAllowError when the list cannot be read
 */
export function createEgress(
  config: Config,
  estate: DemoEstate | null,
): EgressGuard {
  const simulators = (estate?.simulators ?? [])
    .map(({ host, port }) => [host === 'localhost' ? '127.0.0.1' : host, port])
    .filter(([host]) => isIP(String(host)) !== 0)
    .map(([host, port]) => `${bracketed(String(host))}:${String(port)}`);
  return createEgressGuard({
    allow: parseEgressAllow(
      [...simulators, config.egressAllow ?? ''].join(' ').trim(),
    ),
    allowLoopback: config.egressLoopback,
  });
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
