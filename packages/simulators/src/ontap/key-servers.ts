import { normaliseKeyServer } from './key-server-address.ts';
import { collectionAnswer, objectAnswer } from './collection-answer.ts';
import { KEY_SERVER_RULES, keyServerRecord } from './key-server-record.ts';
import { findKeyManager, type OntapHandler } from './ontap-parts.ts';
import { notFound } from './refusal.ts';
import type { KeyManagerState, KeyServerState } from './state.ts';

export const listKeyServers: OntapHandler = ({ store }, request, { uuid }) => {
  const keyManager = findKeyManager(store.value, uuid);
  const records = serversOf(keyManager).map((server) =>
    keyServerRecord(keyManager, server, store.value.nodes),
  );
  return collectionAnswer(request, {
    records,
    rules: KEY_SERVER_RULES,
    pageKey: 'server',
  });
};

export const getKeyServer: OntapHandler = (
  { store },
  request,
  { uuid, server },
) => {
  const keyManager = findKeyManager(store.value, uuid);
  const found = findKeyServer(keyManager, server);
  if (!found) throw notFound('server');
  return objectAnswer(
    request,
    keyServerRecord(keyManager, found, store.value.nodes),
    KEY_SERVER_RULES,
  );
};

export function serversOf({ source }: KeyManagerState): KeyServerState[] {
  return source.kind === 'external' ? source.servers : [];
}

export function findKeyServer(
  keyManager: KeyManagerState,
  server: string | undefined,
): KeyServerState | undefined {
  const wanted = normaliseKeyServer(server ?? '');
  return serversOf(keyManager).find((candidate) => candidate.server === wanted);
}
