import {
  type CheckedAddress,
  EgressDenied,
  type EgressGuard,
} from '@keyward/upstream-http';
import { isIP } from 'node:net';

import { type Finding, LayerFailure, passed } from '../finding.ts';

const NEXT_STEPS = {
  unresolvable:
    'Check the spelling, and whether the name server that Keyward uses knows this name.',
  bad_host: 'Write a host name or an IP address.',
  denied_range:
    'Keyward never connects there. If the key server is right, only the target itself can reach it.',
  not_allowed:
    'If Keyward should look at this key server, whoever runs it adds the network and port to KEYWARD_EGRESS_ALLOW.',
  port_not_allowed:
    'If Keyward should look at this key server, whoever runs it adds the port (KMIP: 5696) to KEYWARD_EGRESS_ALLOW.',
} as const satisfies Record<EgressDenied['reason'], string>;

const FINDINGS = {
  unresolvable: 'The name cannot be resolved.',
  bad_host: 'This is neither a host name nor an IP address.',
  denied_range: 'The address lies in a range that Keyward never connects to.',
  not_allowed:
    'The address is not in the networks that Keyward may connect to.',
  port_not_allowed: 'Keyward may not connect to this port.',
} as const satisfies Record<EgressDenied['reason'], string>;

/** Resolves the name once and has every address checked; nobody resolves again. @throws LayerFailure */
export async function resolveServer(
  egress: EgressGuard,
  host: string,
  port: number,
): Promise<{ found: Finding; addresses: CheckedAddress[] }> {
  try {
    const addresses = await egress.check(host, port);
    const list = addresses.map(({ address }) => address).join(', ');
    return {
      addresses,
      found: passed(
        isIP(host) === 0
          ? `Resolves to ${list}.`
          : 'An address; there is no name to resolve.',
      ),
    };
  } catch (error) {
    if (!(error instanceof EgressDenied)) throw error;
    throw new LayerFailure(FINDINGS[error.reason], NEXT_STEPS[error.reason]);
  }
}
