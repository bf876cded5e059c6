import {
  addKeyServersRequest,
  type AddKeyServersRequest,
} from '@keyward/ontap-client/wire';
import type { SimulatorAnswer, SimulatorRequest } from '../host/simulator.ts';
import { parseKeyServerAddress } from './key-server-address.ts';
import {
  KEY_SERVER_RULES,
  keyServerHref,
  keyServerRecord,
} from './key-server-record.ts';
import { readSentinels, type SentinelEffect } from './key-server-sentinels.ts';
import {
  findKeyManager,
  type OntapHandler,
  type OntapParts,
} from './ontap-parts.ts';
import { parseBody } from './parse-body.ts';
import { project } from './projection.ts';
import { invalidField, OntapRefusal } from './refusal.ts';
import type {
  ExternalState,
  KeyManagerState,
  KeyServerState,
  OntapState,
} from './state.ts';

const MAX_PRIMARIES = 4;
const DEFAULT_TIMEOUT_SECONDS = 25;

interface WantedServer {
  server: string;
  timeout: number;
  username: string | null;
  password: string | null;
}

/** `POST …/key-servers`: synchronous, all or nothing. */
export const addKeyServers: OntapHandler = async (parts, request, { uuid }) => {
  const { store } = parts;
  findKeyManager(store.value, uuid);
  const wanted = readWanted(parseBody(request, addKeyServersRequest));
  const servers = wanted.map(({ server }) => server);
  const target = wanted.length > 1 ? 'records.server' : 'server';
  try {
    const effect = readSentinels(servers, target);
    refuseImpossible(store.value, uuid, { servers, target });
    if (effect.slowSeconds > 0) {
      await parts.pause(effect.slowSeconds);
      refuseImpossible(store.value, uuid, { servers, target });
    }
    return addAll(parts, request, { uuid: uuid ?? '', wanted, effect });
  } catch (error) {
    throw parts.context.options.echoSecrets
      ? withEchoedPasswords(error, wanted)
      : error;
  }
};

function readWanted(body: AddKeyServersRequest): WantedServer[] {
  const { records, server } = body;
  if (server !== undefined && records !== undefined) {
    throw invalidField(
      'records',
      'Give either "server" or "records", not both.',
    );
  }
  if (records === undefined) {
    if (server === undefined) {
      throw invalidField('server', 'The field "server" is required.');
    }
    return [toWanted({ ...body, server }, { lowestTimeout: -1, within: '' })];
  }
  if (records.length === 0) {
    throw invalidField('records', 'The field "records" holds no server.');
  }
  if (records.length > MAX_PRIMARIES) {
    throw new OntapRefusal('65536038', { target: 'records' });
  }
  return records.map((record) =>
    toWanted(record, { lowestTimeout: 1, within: 'records.' }),
  );
}

function toWanted(
  given: NonNullable<AddKeyServersRequest['records']>[number],
  { lowestTimeout, within }: { lowestTimeout: number; within: string },
): WantedServer {
  const server = parseKeyServerAddress(given.server);
  if (server === null) {
    throw invalidField(
      `${within}server`,
      'The value for "server" is no host with an optional port.',
    );
  }
  if (given.port !== undefined) {
    throw invalidField(
      `${within}port`,
      'The field "port" needs ONTAP 9.18.1 or later.',
    );
  }
  const {
    timeout = DEFAULT_TIMEOUT_SECONDS,
    username = null,
    password = null,
  } = given;
  if (timeout < lowestTimeout || timeout > 60) {
    throw invalidField(
      `${within}timeout`,
      `The value for "timeout" must be from ${lowestTimeout} to 60.`,
    );
  }
  return { server, timeout, username, password };
}

function refuseImpossible(
  state: OntapState,
  uuid: string | undefined,
  { servers, target }: { servers: readonly string[]; target: string },
): void {
  const source = externalSource(findKeyManager(state, uuid));
  if (!hasCertificates(state, source)) throw new OntapRefusal('65536821');
  if (new Set(servers).size < servers.length) {
    throw new OntapRefusal('65536871', { target });
  }
  const present = new Set(source.servers.map(({ server }) => server));
  const secondaries = new Set(
    source.servers.flatMap((server) => server.secondaries),
  );
  if (servers.some((server) => present.has(server))) {
    throw new OntapRefusal('65536870', { target });
  }
  if (servers.some((server) => secondaries.has(server))) {
    throw new OntapRefusal('65536042', { target });
  }
  if (present.size + servers.length > MAX_PRIMARIES) {
    throw new OntapRefusal('65536038');
  }
}

function externalSource({ source, enabled }: KeyManagerState): ExternalState {
  if (source.kind !== 'external' || !enabled) {
    throw new OntapRefusal('65536828');
  }
  return source;
}

function hasCertificates(state: OntapState, source: ExternalState): boolean {
  const installed = new Set(state.certificates.map(({ uuid }) => uuid));
  const { clientCertificate, serverCaCertificates } = source;
  return (
    clientCertificate !== null &&
    installed.has(clientCertificate) &&
    serverCaCertificates.some((ca) => installed.has(ca))
  );
}

interface Addition {
  uuid: string;
  wanted: readonly WantedServer[];
  effect: SentinelEffect;
}

function addAll(
  parts: OntapParts,
  request: SimulatorRequest,
  { uuid, wanted, effect }: Addition,
): SimulatorAnswer {
  const { store, context } = parts;
  const { echoSecrets } = context.options;
  const nodes = store.value.nodes.map(({ name }) => name);
  const made = wanted.map((server) =>
    newServer(server, nodes, { echoSecrets, effect }),
  );
  const stored = request.lie
    ? []
    : made.filter(({ server }) => !effect.isLie(server));
  if (stored.length > 0) {
    store.update((state) =>
      externalSource(findKeyManager(state, uuid)).servers.push(...stored),
    );
    const servers = stored.map(({ server, timeout, username }) => ({
      server,
      timeout,
      username,
    }));
    context.recordEffect({
      operation: 'ontap.add-key-servers',
      object: uuid,
      detail: { servers },
    });
  }
  const keyManager = findKeyManager(store.value, uuid);
  const returnsRecords =
    request.query.get('return_records') === 'true' || echoSecrets;
  const records = made.map((server) =>
    project(
      keyServerRecord(keyManager, server, store.value.nodes),
      ['*'],
      KEY_SERVER_RULES,
    ),
  );
  return {
    status: 201,
    headers: { location: keyServerHref(uuid, made[0]?.server ?? '') },
    body: { num_records: made.length, ...(returnsRecords && { records }) },
    cutConnection: effect.isAnswerLost,
  };
}

function newServer(
  { server, timeout, username, password }: WantedServer,
  nodes: readonly string[],
  { echoSecrets, effect }: { echoSecrets: boolean; effect: SentinelEffect },
): KeyServerState {
  const reachability = server.startsWith('down.')
    ? 'not_responding'
    : 'available';
  return {
    server,
    timeout: effect.isAltered(server) ? timeout + 1 : timeout,
    createRemoveTimeout: -1,
    username,
    password: echoSecrets ? password : null,
    hasPassword: password !== null,
    secondaries: [],
    reachability: Object.fromEntries(nodes.map((node) => [node, reachability])),
    holdsOnlyKeys: false,
  };
}

/** The badly behaved cluster of the echoing mode: it repeats the passwords in its refusal. */
function withEchoedPasswords(
  error: unknown,
  wanted: readonly WantedServer[],
): unknown {
  const passwords = wanted.flatMap(({ password }) =>
    password === null ? [] : [password],
  );
  if (!(error instanceof OntapRefusal) || passwords.length === 0) return error;
  return new OntapRefusal(error.code, {
    ...error.detail,
    message: `The request failed; it was sent with the password ${passwords.join(', ')}.`,
    arguments: passwords.map((password) => ({
      code: 'password',
      message: password,
    })),
  });
}
