import { randomBytes } from 'node:crypto';
import { CERTIFICATES } from './initial-certificates.ts';
import { CLUSTER, NODES, SVMS } from './initial-objects.ts';
import { passphraseDigest } from './passphrase.ts';
import type {
  CertificateState,
  ExternalState,
  KeyManagerState,
  KeyServerState,
  OntapState,
  Reachability,
} from './state.ts';

/** UUIDs of the key managers of the first start. */
export const KEY_MANAGERS = {
  /** Cluster scope, 4 servers: full. */
  cluster: '4d9b7c36-53c2-11f0-9d1e-00a098d0aa40',
  /** svm-finance, 1 server: room for 3. */
  finance: '4d9b7c36-53c2-11f0-9d1e-00a098d0aa41',
  /** svm-archive, 2 servers, one of them with a secondary. */
  archive: '4d9b7c36-53c2-11f0-9d1e-00a098d0aa42',
  /** svm-lab, no client certificate installed. */
  lab: '4d9b7c36-53c2-11f0-9d1e-00a098d0aa43',
  /** Cluster scope, onboard, inactive. */
  onboard: '4d9b7c36-53c2-11f0-9d1e-00a098d0aa44',
} as const;

export function initialState(
  certificates: readonly CertificateState[],
): OntapState {
  return {
    cluster: { ...CLUSTER },
    nodes: [{ ...NODES.first }, { ...NODES.second }],
    svms: Object.values(SVMS).map((svm) => ({ ...svm })),
    certificates: structuredClone([...certificates]),
    jobs: [],
    keyManagers: [
      clusterManager(),
      financeManager(),
      archiveManager(),
      labManager(),
      onboardManager(),
    ],
  };
}

function clusterManager(): KeyManagerState {
  return external(KEY_MANAGERS.cluster, null, {
    clientCertificate: CERTIFICATES.clusterClient,
    serverCaCertificates: [CERTIFICATES.kmsAuthority],
    servers: [
      server('kms1.corp.example:5696', {
        username: 'ontap-prod',
        hasPassword: true,
        holdsOnlyKeys: true,
      }),
      server('kms2.corp.example:5696', {
        username: 'ontap-prod',
        hasPassword: true,
      }),
      server('kms3.corp.example:5696', { second: 'not_responding' }),
      server('[2001:db8:20::14]:5696', {
        first: 'not_responding',
        second: 'not_responding',
      }),
    ],
  });
}

function financeManager(): KeyManagerState {
  return external(KEY_MANAGERS.finance, SVMS.finance, {
    clientCertificate: CERTIFICATES.financeClient,
    serverCaCertificates: [CERTIFICATES.financeAuthority],
    servers: [server('kms-finance.corp.example:5696', { timeout: 15 })],
  });
}

function archiveManager(): KeyManagerState {
  return external(KEY_MANAGERS.archive, SVMS.archive, {
    clientCertificate: CERTIFICATES.archiveClient,
    serverCaCertificates: [CERTIFICATES.archiveAuthority],
    servers: [
      server('kms-archive-a.corp.example:5696', {
        secondaries: ['kms-archive-c.corp.example:5696'],
      }),
      server('kms-archive-b.corp.example:5697', { timeout: 60 }),
    ],
  });
}

function labManager(): KeyManagerState {
  return external(KEY_MANAGERS.lab, SVMS.lab, {
    clientCertificate: null,
    serverCaCertificates: [],
    servers: [
      server('10.20.30.40:5696', { first: 'unknown', second: 'unknown' }),
    ],
  });
}

function onboardManager(): KeyManagerState {
  const source = {
    kind: 'onboard',
    passphraseDigest: passphraseDigest(randomBytes(32).toString('base64')),
  } as const;
  return {
    uuid: KEY_MANAGERS.onboard,
    svm: null,
    enabled: false,
    hasEncryptedVolumes: false,
    source,
  };
}

function external(
  uuid: string,
  svm: KeyManagerState['svm'],
  source: Omit<ExternalState, 'kind'>,
): KeyManagerState {
  return {
    uuid,
    svm: svm && { ...svm },
    enabled: true,
    hasEncryptedVolumes: source.clientCertificate !== null,
    source: { kind: 'external', ...source },
  };
}

interface ServerTraits extends Partial<
  Pick<
    KeyServerState,
    'timeout' | 'username' | 'hasPassword' | 'secondaries' | 'holdsOnlyKeys'
  >
> {
  /** What the first and the second node report. */
  first?: Reachability;
  second?: Reachability;
}

function server(
  name: string,
  { first = 'available', second = 'available', ...traits }: ServerTraits,
): KeyServerState {
  return {
    server: name,
    timeout: 25,
    createRemoveTimeout: -1,
    username: null,
    password: null,
    hasPassword: false,
    secondaries: [],
    holdsOnlyKeys: false,
    reachability: { [NODES.first.name]: first, [NODES.second.name]: second },
    ...traits,
  };
}
