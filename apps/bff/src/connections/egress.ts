import {
  type CheckedAddress,
  createEgressGuard,
  type EgressGuard,
  type EgressGuardOptions,
  parseEgressAllow,
  resolveWithSystem,
} from '@keyward/upstream-http';
import { isIP } from 'node:net';

import type { Config } from '../config.ts';
import type { DemoEstate } from './demo-estate.ts';

/**
 * Where this console may connect to: the configured list, and in the demo the simulators' own addresses and ports.
 * Loopback that was allowed without the list naming any of it means all of it.
 *
 * @throws EgressAllowError when the list cannot be read
 */
export function createEgress(
  config: Config,
  estate: DemoEstate | null,
  resolve?: EgressGuardOptions['resolve'],
): EgressGuard {
  const listed = parseEgressAllow(config.egressAllow ?? '');
  const keyServers = estate?.keyServers;
  const simulators = [
    ...(estate?.simulators ?? []),
    ...(keyServers === undefined ? [] : [keyServers]),
  ]
    .map(({ host, port }) => ({
      host: host === 'localhost' ? '127.0.0.1' : host,
      port,
    }))
    .filter(({ host }) => isIP(host) !== 0)
    .map(({ host, port }) => `${bracketed(host)}:${String(port)}`);
  const namesLoopback = listed.some(({ cidr }) => LOOPBACK.test(cidr));
  return createEgressGuard({
    allow: [
      ...listed,
      ...parseEgressAllow(simulators.join(' ')),
      ...(config.anyLoopback && !namesLoopback
        ? parseEgressAllow('127.0.0.0/8:* [::1]:*')
        : []),
    ],
    allowLoopback: config.egressLoopback,
    ...(resolve === undefined ? {} : { resolve }),
    ...(keyServers === undefined ? {} : { resolve: resolveInDemo(keyServers) }),
  });
}

/** The simulated key servers are found by their names; every other name goes to the system's resolver. */
function resolveInDemo({
  host,
  names,
}: NonNullable<DemoEstate['keyServers']>): (
  name: string,
) => Promise<CheckedAddress[]> {
  return async (name) =>
    names.includes(name)
      ? [{ address: host, family: 4 }]
      : resolveWithSystem(name);
}

const LOOPBACK = /^(127\.|::1\/)/;

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
