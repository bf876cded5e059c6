import {
  type Handshake,
  type LayerResult,
  HANDSHAKE_LAYERS,
  parseKeyServer,
} from '@keyward/contract';
import {
  type ClientIdentity,
  type KeyServerProbe,
  probeKeyServer,
} from '@keyward/kmip-probe';

import { type ChangeRecord, getChange } from '../changes/change-record.ts';
import { readFrozenInput } from '../changes/freeze-input.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import type { Keys } from '../keys.ts';
import type { KeyServersToTry } from '../operations/key-servers-to-try.ts';
import { reach } from '../operations/reach.ts';
import { anyOperation } from '../operations/registry.ts';
import { openSecrets } from '../tasks/run-of.ts';
import type { Turnstile } from '../turnstile.ts';
import {
  markServers,
  SERVERS_UNKNOWN,
  storeHandshake,
} from './handshake-rows.ts';

export interface LookParts extends ConnectionParts {
  keys: Keys;
  handshakeLimits?: NonNullable<KeyServerProbe['limits']>;
}

export interface LookOptions {
  signal: AbortSignal;
  /** Bounds how many servers are tried at once. */
  through: Turnstile['through'];
}

/** How a finished look went, in numbers that everybody may read. */
export interface LookOutcome {
  tried: number;
  failed: number;
}

type Unstored = Omit<Handshake, 'observedAt'>;

/** Tries every key server of a change from here and keeps what each answered. */
export async function lookAtServers(
  parts: LookParts,
  changeId: string,
  { signal, through }: LookOptions,
): Promise<LookOutcome> {
  const change = await getChange(parts.db, changeId);
  const found = await findServers(parts, change, signal);
  if (found === null || found.servers.length === 0) {
    const result = unreadServers(
      found === null
        ? 'The target did not tell which key servers it has.'
        : 'The target has no key servers.',
    );
    await storeHandshake(parts.db, changeId, SERVERS_UNKNOWN, result);
    return { tried: 0, failed: found === null ? 1 : 0 };
  }
  await markServers(
    parts.db,
    changeId,
    found.servers.map(({ server }) => server),
  );
  const identity = await identityOf(parts, change, found);
  const results = await Promise.all(
    found.servers.map((each) =>
      through(async () => {
        signal.throwIfAborted();
        const result = await tryServer(parts, found, each, identity, signal);
        await storeHandshake(parts.db, changeId, each.server, result);
        return result;
      }),
    ),
  );
  const hasFailed = ({ layers }: Unstored): boolean =>
    layers.some(({ outcome }) => outcome === 'failed');
  return { tried: results.length, failed: results.filter(hasFailed).length };
}

/** Null when the target could not be asked: that is a finding too, and no reason to fail. */
async function findServers(
  parts: LookParts,
  change: ChangeRecord,
  signal: AbortSignal,
): Promise<KeyServersToTry | null> {
  const operation = anyOperation(change.operation);
  try {
    const reached = await reach(parts, change.connectionId);
    const input = readFrozenInput(change.operation, change.input);
    return (await operation.keyServers?.(reached, input, signal)) ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

type Shown = Handshake['clientCertificate'];

/**
 * The certificate of the change with its key, when the key is sealed in this very change. Nothing else is opened, and a
 * key that is gone, or is not the one the digest covers, is not shown.
 */
async function identityOf(
  parts: LookParts,
  change: ChangeRecord,
  { client }: KeyServersToTry,
): Promise<{ shown: Shown; identity: ClientIdentity | null }> {
  if (client === null) return { shown: 'none', identity: null };
  const { certificatePem, keyPointer } = client;
  const notHere = { shown: 'key_not_here' as const, identity: null };
  if (
    keyPointer === null ||
    change.secrets[keyPointer]?.delivery !== 'sealed'
  ) {
    return notHere;
  }
  const secrets = await openSecrets(parts, change).catch(() => null);
  const key = secrets?.get(keyPointer);
  return key === undefined
    ? notHere
    : { shown: 'shown', identity: { certificatePem, key } };
}

async function tryServer(
  { egress, handshakeLimits }: LookParts,
  { trusted }: KeyServersToTry,
  { server, field }: KeyServersToTry['servers'][number],
  { shown, identity }: { shown: Shown; identity: ClientIdentity | null },
  signal: AbortSignal,
): Promise<Unstored> {
  const address = parseKeyServer(server);
  const layers =
    address === null
      ? allSkipped('Keyward cannot read this address.')
      : await probeKeyServer({
          host: address.host,
          port: address.port,
          egress,
          trusted,
          client: identity,
          whyNoClient: shown === 'none' ? 'none' : 'key_not_here',
          ...(handshakeLimits === undefined ? {} : { limits: handshakeLimits }),
          signal,
        });
  return {
    server,
    field,
    vantage: 'keyward',
    clientCertificate: shown,
    layers,
  };
}

function unreadServers(finding: string): Unstored {
  return {
    server: SERVERS_UNKNOWN,
    field: null,
    vantage: 'keyward',
    clientCertificate: 'none',
    layers: allSkipped(finding),
  };
}

function allSkipped(finding: string): LayerResult[] {
  return HANDSHAKE_LAYERS.map((layer) => ({
    layer,
    outcome: 'skipped',
    milliseconds: null,
    finding,
    nextStep: 'Look at the connection, then run it again.',
  }));
}
