import type { Capability, UnreadFact } from '@keyward/contract';

import type { ConnectedClient } from './client-pool.ts';
import type { ConnectionParts } from './connection-parts.ts';
import type { ConnectionRecord } from './connection-record.ts';
import { readEndpoint } from './probe-endpoint.ts';
import type { ProbeFacts } from './probe-facts.ts';

interface Probed extends Omit<ProbeFacts, 'shownCertificate'> {
  version: string | null;
  capabilities: Capability[];
}

/** What a target says of itself, whatever its kind. @throws UpstreamError */
export async function probe(connected: ConnectedClient): Promise<Probed> {
  switch (connected.system) {
    case 'vcenter': {
      const { version, capabilities, facts } = await connected.client.probe();
      const unread = Object.entries(facts.unread).map(([what, because]) => ({
        what,
        because,
      }));
      return {
        version,
        capabilities,
        build: facts.build,
        unread:
          version === null ? [...unread, UNKNOWN_VCENTER_VERSION] : unread,
      };
    }
    case 'esx': {
      const { version, capabilities, facts } = await connected.client.probe();
      const because = facts.nativeProviders;
      return {
        version,
        capabilities,
        build: null,
        unread: [
          NO_ESX_VERSION,
          ...(because === null ? [] : [{ what: 'native providers', because }]),
        ],
      };
    }
    case 'ontap': {
      const { version, capabilities, facts } = await connected.client.probe();
      return { version, capabilities, build: facts.release, unread: [] };
    }
  }
}

const UNKNOWN_VCENTER_VERSION: UnreadFact = {
  what: 'version',
  because: 'This vCenter tells neither its API release nor its version.',
};
const NO_ESX_VERSION: UnreadFact = {
  what: 'version',
  because: 'No call that works under every way of signing in tells it.',
};

/**
 * The certificate behind an authority that is trusted: nothing else knows when it runs out. It was verified by the
 * sign-in before; a target that does not show it now has still been checked.
 */
export async function readShownCertificate(
  parts: ConnectionParts,
  { trust, host, port }: ConnectionRecord,
): Promise<string | null> {
  if (trust.mode === 'pin') return null;
  const shown = await readEndpoint(parts, host, port).catch(() => null);
  return shown?.chainPem[0] ?? null;
}
