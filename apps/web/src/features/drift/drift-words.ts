import type { DriftItem } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';

import { CONNECTION_HEALTH } from '../../wording/states.ts';

interface DriftWords {
  /** What is so and should not be. */
  what: string;
  /** The first thing to do about it. */
  next: string;
}

type Kind = DriftItem['type'];
type WordsFor<K extends Kind> = (
  item: Extract<DriftItem, { type: K }>,
) => DriftWords;

/** Each kind in words. A kind that is missing here does not compile. */
const WORDS: { readonly [K in Kind]: WordsFor<K> } = {
  connection_quarantined: () => ({
    what: say('drift.quarantined'),
    next: say('drift.quarantined-next'),
  }),
  connection_not_usable: ({ health, detail }) => ({
    what: detail ?? CONNECTION_HEALTH[health].word,
    next: say('drift.not-usable-next'),
  }),
  unexplained_service: ({ address, objectName }) => ({
    what: say('drift.unexplained-service', { address: at(address) }),
    next: say('drift.unexplained-service-next', { cluster: objectName }),
  }),
  service_not_applied: ({ address, service }) => ({
    what: say('drift.service-not-applied', { service, address: at(address) }),
    next: say('drift.service-not-applied-next'),
  }),
  service_unhealthy: ({ address, health }) => ({
    what: say('drift.service-unhealthy', {
      address: at(address),
      health: health.toLowerCase(),
    }),
    next: say('drift.service-unhealthy-next'),
  }),
  applied_unreadable: ({ message }) => ({
    what: say('drift.applied-unreadable', { message }),
    next: say('drift.applied-unreadable-next'),
  }),
  provider_unhealthy: ({ health, details }) => ({
    what: [
      say('drift.provider-unhealthy', { health: health.toLowerCase() }),
      ...details,
    ].join(' '),
    next: say('drift.provider-unhealthy-next'),
  }),
  trust_half_missing: ({ server, clientTrustsServer, serverTrustsClient }) => {
    const said = { server };
    const halves = [
      clientTrustsServer === false && say('drift.does-not-trust', said),
      clientTrustsServer === null && say('drift.unknown-trust', said),
      serverTrustsClient === false && say('drift.is-not-trusted', said),
      serverTrustsClient === null && say('drift.unknown-trusted', said),
    ];
    return {
      what: halves.filter((half) => half !== false).join(' '),
      next: [
        clientTrustsServer !== true && say('drift.does-not-trust-next', said),
        serverTrustsClient !== true && say('drift.is-not-trusted-next', said),
      ]
        .filter((step) => step !== false)
        .join(' '),
    };
  },
  key_server_not_available: ({ server, nodes, connectivity }) => ({
    what:
      connectivity === 'partial'
        ? say('drift.some-nodes', { server, nodes: sayList(nodes) })
        : say('drift.no-node', { server }),
    next: say('drift.key-server-next'),
  }),
};

export function driftWords<K extends Kind>(
  item: Extract<DriftItem, { type: K }>,
): DriftWords {
  const words: WordsFor<K> = WORDS[item.type];
  return words(item);
}

function at({ hostname, port }: { hostname: string; port: number }): string {
  return `${hostname}:${String(port)}`;
}

/** The object it is about: of the estate, or the connection itself. */
export function driftName(item: DriftItem): string {
  return 'objectName' in item ? item.objectName : item.connectionName;
}
