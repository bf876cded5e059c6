import { X509Certificate } from 'node:crypto';
import {
  changeKeyManagerRequest,
  type ChangeKeyManagerRequest,
} from '@keyward/ontap-client/wire';
import { findKeyManager, type OntapHandler } from './ontap-parts.ts';
import { parseBody } from './parse-body.ts';
import { isAcceptedPassphrase, passphraseDigest } from './passphrase.ts';
import { invalidField, OntapRefusal } from './refusal.ts';
import type {
  ExternalState,
  NamedObject,
  OnboardState,
  OntapState,
} from './state.ts';

/** `PATCH /api/security/key-managers/{uuid}`; takes less than two seconds, so it is answered at once. */
export const changeKeyManager: OntapHandler = (
  { store, context },
  request,
  { uuid },
) => {
  const { source, svm } = findKeyManager(store.value, uuid);
  const change = parseBody(request, changeKeyManagerRequest);
  if (change.svm && !namesSvm(change.svm, svm)) {
    throw invalidField('svm', 'The key manager belongs to another SVM.');
  }
  if (change.external && change.onboard) {
    throw invalidField(
      'onboard',
      'Give either "external" or "onboard", not both.',
    );
  }
  const next = change.external
    ? changedExternal(store.value, source, change.external)
    : changedOnboard(source, change.onboard);
  if (!request.lie) {
    store.update((state) => {
      findKeyManager(state, uuid).source = next;
    });
    context.recordEffect({
      operation: 'ontap.change-key-manager',
      object: uuid ?? '',
    });
  }
  return { status: 200, body: {} };
};

function namesSvm(
  { uuid, name }: NonNullable<ChangeKeyManagerRequest['svm']>,
  svm: NamedObject | null,
): boolean {
  const isOther =
    (uuid !== undefined && uuid !== svm?.uuid) ||
    (name !== undefined && name !== svm?.name);
  return !isOther;
}

type Source = ExternalState | OnboardState;

function changedExternal(
  state: OntapState,
  source: Source,
  {
    client_certificate: client,
    server_ca_certificates: authorities,
  }: NonNullable<ChangeKeyManagerRequest['external']>,
): ExternalState {
  if (source.kind !== 'external') throw new OntapRefusal('65536828');
  for (const { uuid } of [
    ...(client ? [client] : []),
    ...(authorities ?? []),
  ]) {
    if (!pemOf(state, uuid)) throw new OntapRefusal('65536821');
  }
  const before = pemOf(state, source.clientCertificate);
  const after = pemOf(state, client?.uuid ?? null);
  if (before && after && publicKey(before) !== publicKey(after)) {
    throw new OntapRefusal('65536850');
  }
  return {
    ...source,
    clientCertificate: client?.uuid ?? source.clientCertificate,
    serverCaCertificates:
      authorities?.map(({ uuid }) => uuid) ?? source.serverCaCertificates,
  };
}

function pemOf(state: OntapState, uuid: string | null): string | undefined {
  return state.certificates.find((certificate) => certificate.uuid === uuid)
    ?.pem;
}

function publicKey(pem: string): string {
  return new X509Certificate(pem).publicKey
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}

function changedOnboard(
  source: Source,
  onboard: ChangeKeyManagerRequest['onboard'],
): OnboardState {
  if (!onboard) throw new OntapRefusal('65536880');
  if (source.kind !== 'onboard') {
    throw invalidField('onboard', 'This key manager is not the onboard one.');
  }
  if (onboard.synchronize === true) throw new OntapRefusal('65537246');
  const { existing_passphrase: existing, passphrase: next } = onboard;
  if (existing === undefined || next === undefined) {
    throw new OntapRefusal('65536917');
  }
  if (passphraseDigest(existing) !== source.passphraseDigest) {
    throw new OntapRefusal('65536139');
  }
  if (existing === next) throw new OntapRefusal('65536150');
  if (!isAcceptedPassphrase(next)) throw new OntapRefusal('65536404');
  return { kind: 'onboard', passphraseDigest: passphraseDigest(next) };
}
