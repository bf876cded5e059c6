import type { KeyServer } from '@keyward/ontap-client/wire';
import type { KeyManagerState, KeyServerState, NamedObject } from './state.ts';

export const KEY_SERVER_RULES = {
  key: ['server'],
  expensive: ['connectivity'],
};

/** One key server as the API shows it. `password` appears only in the echoing mode, where it was kept. */
export function keyServerRecord(
  keyManager: KeyManagerState,
  server: KeyServerState,
  nodes: readonly NamedObject[],
): KeyServer {
  return {
    server: server.server,
    timeout: server.timeout,
    create_remove_timeout: server.createRemoveTimeout,
    ...(server.username !== null && { username: server.username }),
    ...(server.password !== null && { password: server.password }),
    ...(server.secondaries.length > 0 && {
      secondary_key_servers: server.secondaries,
    }),
    connectivity: connectivityOf(server, nodes),
    _links: { self: { href: keyServerHref(keyManager.uuid, server.server) } },
  };
}

export function keyServerHref(keyManager: string, server: string): string {
  return `/api/security/key-managers/${keyManager}/key-servers/${encodeURIComponent(server)}`;
}

export function connectivityOf(
  server: KeyServerState,
  nodes: readonly NamedObject[],
) {
  const states = nodes.map((node) => ({
    node: { ...node },
    state: server.reachability[node.name] ?? 'unknown',
  }));
  return {
    cluster_availability: states.every(({ state }) => state === 'available'),
    node_states: states,
  };
}
