import { collectionAnswer, objectAnswer } from './collection-answer.ts';
import { KEY_MANAGER_RULES, keyManagerRecord } from './key-manager-record.ts';
import { findKeyManager, type OntapHandler } from './ontap-parts.ts';
import { OntapRefusal } from './refusal.ts';

export const listKeyManagers: OntapHandler = ({ store }, request) => {
  const records = store.value.keyManagers.map((keyManager) =>
    keyManagerRecord(store.value, keyManager),
  );
  return collectionAnswer(request, {
    records,
    rules: KEY_MANAGER_RULES,
    pageKey: 'uuid',
  });
};

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
