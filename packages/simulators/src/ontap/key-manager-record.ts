import type { KeyManager } from '@keyward/ontap-client/wire';
import { connectivityOf } from './key-server-record.ts';
import type { KeyManagerState, OntapState } from './state.ts';

export const KEY_MANAGER_RULES = {
  key: ['uuid', 'scope', 'svm'],
  expensive: ['status', 'external.servers.connectivity', 'volume_encryption'],
};

const NOTHING_TO_DO = { code: 65_537_200, message: 'No action is needed.' };
const NO_SERVERS = {
  code: 65_537_201,
  message: 'No key server is configured for this SVM.',
};

export function keyManagerRecord(
  state: OntapState,
  keyManager: KeyManagerState,
): KeyManager {
  const { uuid, svm, enabled, source } = keyManager;
  const lacksServers =
    source.kind === 'external' && source.servers.length === 0;
  return {
    uuid,
    scope: svm ? 'svm' : 'cluster',
    ...(svm && { svm: { ...svm } }),
    enabled,
    ...(source.kind === 'external' && {
      external: externalRecord(state, source),
    }),
    // Answered for external ones too; it tells the kind, `enabled` whether the configuration is in use.
    onboard: { enabled: source.kind === 'onboard' },
    status: lacksServers ? NO_SERVERS : NOTHING_TO_DO,
    volume_encryption: { supported: true, code: 0, message: '' },
    _links: { self: { href: keyManagerHref(uuid) } },
  };
}

export function keyManagerHref(uuid: string): string {
  return `/api/security/key-managers/${uuid}`;
}

function externalRecord(
  state: OntapState,
  source: Extract<KeyManagerState['source'], { kind: 'external' }>,
): NonNullable<KeyManager['external']> {
  const { clientCertificate, serverCaCertificates, servers } = source;
  return {
    ...(clientCertificate !== null && {
      client_certificate: certificateReference(state, clientCertificate),
    }),
    server_ca_certificates: serverCaCertificates.map((uuid) =>
      certificateReference(state, uuid),
    ),
    servers: servers.map((server) => ({
      server: server.server,
      timeout: server.timeout,
      ...(server.username !== null && { username: server.username }),
      ...(server.secondaries.length > 0 && {
        secondary_key_servers: server.secondaries.join(','),
      }),
      connectivity: connectivityOf(server, state.nodes),
    })),
  };
}

function certificateReference(state: OntapState, uuid: string) {
  const name = state.certificates.find(
    (certificate) => certificate.uuid === uuid,
  )?.name;
  return { uuid, ...(name !== undefined && { name }) };
}
