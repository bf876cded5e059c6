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
    nextStep: 'Nothing to do; open the cluster’s page.',
    field: '/source',
    proof: 'look',
  },
  INVALID_ARGUMENT: {
    sentence: 'vCenter refused the source.',
    nextStep: 'Check the service id or the trust authority cluster id.',
    field: sourceField,
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence: 'vCenter did not accept Keyward’s account.',
    nextStep: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'Keyward’s account lacks TrustedAdmin.ManageTrustedHosts.',
    nextStep: 'Add the account to the TrustedAdmins group, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  NOT_FOUND: {
    sentence: 'This vCenter has no such cluster.',
    nextStep: 'Refresh the list and pick again.',
    field: '/cluster',
    proof: 'nothing_happened',
  },
  UNABLE_TO_ALLOCATE_RESOURCE: {
    sentence: 'The cluster’s hosts lack the vSphere Trust Authority licence.',
    nextStep: 'Assign the licence to every host, then submit again.',
    field: '/cluster',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence: 'vCenter reported an unspecified error.',
    nextStep: 'Read the vendor’s text below and vCenter’s own log.',
    field: null,
    proof: 'look',
  },
};
