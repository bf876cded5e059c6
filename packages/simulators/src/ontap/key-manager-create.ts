import {
  createKeyManagerRequest,
  type CreateKeyManagerRequest,
} from '@keyward/ontap-client/wire';
import type { SimulatorAnswer } from '../host/simulator.ts';
import { jobHref, startJob } from './jobs.ts';
import {
  keyManagerHref,
  keyManagerRecord,
  KEY_MANAGER_RULES,
} from './key-manager-record.ts';
import { parseKeyServerAddress } from './key-server-address.ts';
import { newUuid, type OntapHandler } from './ontap-parts.ts';
import { parseBody } from './parse-body.ts';
import { isAcceptedPassphrase, passphraseDigest } from './passphrase.ts';
import { project } from './projection.ts';
import { invalidField, notFound, OntapRefusal } from './refusal.ts';
import type {
  ExternalState,
  KeyManagerState,
  KeyServerState,
  NamedObject,
  OntapState,
} from './state.ts';

const MAX_PRIMARIES = 4;

/**
 * `POST /api/security/key-managers`: the work is a job. It answers 202 with the job, or 201 when the job ends within
 * `return_timeout` seconds.
 */
export const createKeyManager: OntapHandler = async (parts, request) => {
  const { store, context } = parts;
  const outcome = planKeyManager(
    store.value,
    parseBody(request, createKeyManagerRequest),
    request.query,
  );
  const seconds = context.options.taskSeconds;
  const waits = Number(request.query.get('return_timeout') ?? 0);
  const job = startJob(parts, {
    description: `POST ${keyManagerHref(outcome.uuid)}`,
    outcome,
    isLie: request.lie,
  });
  if (waits < seconds) {
    return {
      status: 202,
      body: { job: { uuid: job, _links: { self: { href: jobHref(job) } } } },
    };
  }
  // A little longer than the job: a timer may fire early by a hair.
  await parts.pause(seconds + 0.02);
  return created(store.value, outcome, request.query);
};

function created(
  state: OntapState,
  keyManager: KeyManagerState,
  query: URLSearchParams,
): SimulatorAnswer {
  const records = [
    project(keyManagerRecord(state, keyManager), ['*'], KEY_MANAGER_RULES),
  ];
  return {
    status: 201,
    headers: { location: keyManagerHref(keyManager.uuid) },
    body: {
      num_records: 1,
      ...(query.get('return_records') === 'true' && { records }),
    },
  };
}

function planKeyManager(
  state: OntapState,
  wanted: CreateKeyManagerRequest,
  query: URLSearchParams,
): KeyManagerState {
  const { external, onboard } = wanted;
  if (external && onboard) {
    throw invalidField(
      'onboard',
      'Give either "external" or "onboard", not both.',
    );
  }
  if (!external && !onboard) {
    throw invalidField(
      'external',
      'One of "external" and "onboard" is required.',
    );
  }
  const svm = wanted.svm ? findSvm(state, wanted.svm) : null;
  const isInactive = query.get('create_inactive') === 'true';
  const rival = state.keyManagers.find(
    (other) => other.enabled && other.svm?.uuid === svm?.uuid,
  );
  if (rival && !isInactive) {
    throw new OntapRefusal(svm ? '65536823' : '65539216');
  }
  return {
    uuid: newUuid(),
    svm,
    enabled: !isInactive,
    hasEncryptedVolumes: false,
    source: external
      ? planExternal(state, external)
      : planOnboard(svm, onboard?.passphrase),
  };
}

function findSvm(
  state: OntapState,
  { uuid, name }: { uuid?: string | undefined; name?: string | undefined },
): NamedObject {
  const found = state.svms.find(
    (svm) =>
      (uuid === undefined || svm.uuid === uuid) &&
      (name === undefined || svm.name === name),
  );
  if (!found) throw notFound('svm');
  return found;
}

function planOnboard(
  svm: NamedObject | null,
  passphrase: string | undefined,
): KeyManagerState['source'] {
  if (svm) throw new OntapRefusal('65536916');
  if (passphrase === undefined || !isAcceptedPassphrase(passphrase)) {
    throw new OntapRefusal('65536920', { target: 'onboard.passphrase' });
  }
  return { kind: 'onboard', passphraseDigest: passphraseDigest(passphrase) };
}

function planExternal(
  state: OntapState,
  external: NonNullable<CreateKeyManagerRequest['external']>,
): ExternalState {
  const {
    client_certificate: client,
    server_ca_certificates: authorities = [],
    servers = [],
  } = external;
  if (!client || authorities.length === 0 || servers.length === 0) {
    throw new OntapRefusal('65536876');
  }
  const installed = new Set(state.certificates.map(({ uuid }) => uuid));
  if (![client, ...authorities].every(({ uuid }) => installed.has(uuid))) {
    throw new OntapRefusal('65536821');
  }
  if (servers.length > MAX_PRIMARIES) {
    throw new OntapRefusal('65536038', { target: 'external.servers' });
  }
  const addresses = servers.map(({ server }) => {
    const address = parseKeyServerAddress(server);
    if (address === null) {
      throw invalidField(
        'external.servers.server',
        'A server is no host with an optional port.',
      );
    }
    return address;
  });
  if (new Set(addresses).size < addresses.length) {
    throw new OntapRefusal('65536871', { target: 'external.servers.server' });
  }
  return {
    kind: 'external',
    clientCertificate: client.uuid,
    serverCaCertificates: authorities.map(({ uuid }) => uuid),
    servers: addresses.map((server) => reachableServer(server, state)),
  };
}

function reachableServer(
  server: string,
  { nodes }: OntapState,
): KeyServerState {
  return {
    server,
    timeout: 25,
    createRemoveTimeout: -1,
    username: null,
    password: null,
    hasPassword: false,
    secondaries: [],
    reachability: Object.fromEntries(
      nodes.map(({ name }) => [name, 'available' as const]),
    ),
    holdsOnlyKeys: false,
  };
}
