import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { primaryLocation } from './vapi-errors.ts';

function sourceField(facts: UpstreamFacts): string {
  const primary = primaryLocation(facts) ?? '';
  if (/trust_authority_cluster$/.test(primary)) {
    return '/source/trustAuthorityCluster';
  }
  if (/service$/.test(primary)) return '/source/service';
  if (/cluster$/.test(primary)) return '/cluster';
  return '/source';
}

export const configureClusterKmsServiceErrors: ErrorTable = {
  ALREADY_EXISTS: {
    sentence: 'This cluster already uses that key provider service.',
    cause:
      'The service is configured on the cluster, perhaps by an earlier attempt of this change.',
    check:
      'Compare the services on the cluster’s page with the one of this change.',
    fix: 'Nothing to do; open the cluster’s page.',
    field: '/source',
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'vCenter refused the source.',
    cause:
      'The service id or the trust authority cluster id is not one that this vCenter knows, or does not fit the kind of source.',
    check:
      'Look at the registered services of this vCenter: their ids, and which trust authority cluster they belong to.',
    fix: 'Check the service id or the trust authority cluster id.',
    field: '/source',
    locate: sourceField,
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence: 'vCenter did not accept Keyward’s account.',
    cause:
      'The password changed, the account is locked or expired, or the session was ended.',
    check:
      'Sign in to this vCenter with the same account by hand, and read the challenge below.',
    fix: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks TrustedAdmin.ManageTrustedHosts.',
    cause:
      'The account is known, but is not one that may manage trusted hosts.',
    check: 'Look at the members of the TrustedAdmins group of this vCenter.',
    fix: 'Add the account to the TrustedAdmins group, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence: 'This vCenter has no such cluster.',
    cause: 'The cluster was removed, or it is managed by another vCenter.',
    check: 'Look the cluster up in the vSphere Client of this vCenter.',
    fix: 'Refresh the list and pick again.',
    field: '/cluster',
    proof: 'nothing_happened',
  },
  UNABLE_TO_ALLOCATE_RESOURCE: {
    sentence: 'The cluster’s hosts lack the vSphere Trust Authority licence.',
    cause:
      'vSphere Trust Authority is licensed per host, and every host of the cluster needs it.',
    check: 'Look at the licences of every host of the cluster.',
    fix: 'Assign the licence to every host, then submit again.',
    field: '/cluster',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    cause: 'vCenter met something that it has no better name for.',
    check:
      'Read the messages from the first to the last: later ones are causes of earlier ones.',
    fix: 'Read the vendor’s text below and vCenter’s own log.',
    field: null,
    proof: 'look',
  },
};
