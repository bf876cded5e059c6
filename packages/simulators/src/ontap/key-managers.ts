import { collectionAnswer, objectAnswer } from './collection-answer.ts';
import { KEY_MANAGER_RULES, keyManagerRecord } from './key-manager-record.ts';
import { findKeyManager, type OntapHandler } from './ontap-parts.ts';
import { OntapRefusal } from './refusal.ts';
import type { KeyManagerState } from './state.ts';

export const listKeyManagers: OntapHandler = ({ store }, request) => {
  const records = store.value.keyManagers
    .filter((keyManager) => isListed(keyManager))
    .map((keyManager) => keyManagerRecord(store.value, keyManager));
  return collectionAnswer(request, {
    records,
    rules: KEY_MANAGER_RULES,
    pageKey: 'uuid',
  });
};

/** An external key manager that lost its last server is in no list, although it still stands in the way of another. */
function isListed({ source }: KeyManagerState): boolean {
  return source.kind === 'onboard' || source.servers.length > 0;
}

export const getKeyManager: OntapHandler = ({ store }, request, { uuid }) =>
  objectAnswer(
    request,
    keyManagerRecord(store.value, findKeyManager(store.value, uuid)),
    KEY_MANAGER_RULES,
  );

/** `DELETE /api/security/key-managers/{uuid}`: always synchronous. */
export const deleteKeyManager: OntapHandler = (
  { store, context },
  request,
  { uuid },
) => {
  const keyManager = findKeyManager(store.value, uuid);
  if (keyManager.hasEncryptedVolumes) throw new OntapRefusal('65536867');
  if (!request.lie) {
    store.update((state) => {
      state.keyManagers = state.keyManagers.filter(
        (other) => other.uuid !== keyManager.uuid,
      );
    });
    context.recordEffect({
      operation: 'ontap.delete-key-manager',
      object: keyManager.uuid,
    });
  }
  return { status: 200, body: {} };
};
