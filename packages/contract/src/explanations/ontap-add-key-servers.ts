import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';

function targetField(facts: UpstreamFacts): string | null {
  const target = facts.target ?? '';
  const record =
    /^records\[?\.?(\d+)\]?\.(server|timeout|username|password)$/.exec(target);
  const index = record?.[1] ?? '0';
  const name = record?.[2] ?? target;
  if (name === 'uuid') return '/keyManager';
  if (name === 'timeout') return `/servers/${index}/timeoutSeconds`;
  if (name === 'server' || name === 'username' || name === 'password') {
    return `/servers/${index}/${name}`;
  }
  return name.startsWith('records') ? '/servers' : null;
}

/** Vendor source: ONTAP REST API, error codes of POST key-servers, plus the common codes of every call. */
export const addKeyServersErrors: ErrorTable = {
  '65536038': {
    sentence: 'The key manager would have more than four primary key servers.',
    nextStep: 'Remove a server that is no longer needed, or add fewer.',
    field: '/servers',
    proof: 'nothing_happened',
  },
  '65536042': {
    sentence: 'One of these servers is already a secondary key server.',
    nextStep: 'Remove it from the secondaries first, or leave it out.',
    field: '/servers/0/server',
    proof: 'nothing_happened',
  },
  '65536871': {
    sentence: 'The same key server is named twice.',
    nextStep: 'Leave the duplicate out.',
    field: '/servers/0/server',
    proof: 'nothing_happened',
  },
  '65536870': {
    sentence: 'One of these servers is configured already.',
    nextStep: 'Look at the key manager’s page; leave out what is there.',
    field: '/servers/0/server',
    proof: 'look',
  },
  '65536821': {
    sentence: 'The certificates for the key servers are not installed.',
    nextStep:
      'Install a client and a server_ca certificate in the same scope first.',
    field: '/keyManager',
    proof: 'nothing_happened',
  },
  '65536828': {
    sentence: 'External key management is not enabled for this SVM.',
    nextStep: 'Enable it on the SVM, then submit again.',
    field: '/keyManager',
    proof: 'nothing_happened',
  },
  '65536822': {
    sentence: 'This cluster version has no key management per SVM.',
    nextStep: 'Use the cluster’s key manager, or upgrade ONTAP.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536824': {
    sentence: 'Key management per SVM is not supported in a MetroCluster.',
    nextStep: 'Use the cluster’s key manager, on both sides.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536834': {
    sentence: 'ONTAP could not read the existing servers of the SVM.',
    nextStep:
      'Check the key manager’s status on the cluster, then submit again.',
    field: '/keyManager',
    proof: 'look',
  },
  '65536852': {
    sentence: 'ONTAP could not ask the servers which KMIP versions they speak.',
    nextStep: 'Check that each server answers KMIP on its port.',
    field: '/servers',
    proof: 'look',
  },
  '65536600': {
    sentence: 'A node of the cluster is out of quorum.',
    nextStep: 'Bring the cluster into quorum, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536921': {
    sentence: 'A command to a key server failed.',
    nextStep: 'Check the key server’s own log, then submit again.',
    field: '/servers',
    proof: 'look',
  },
  '66060338': {
    sentence:
      'ONTAP does not trust the key server: its certificate is not covered by the installed server_ca certificates.',
    nextStep:
      'Install the CA of the key server as server_ca in the same scope.',
    field: '/keyManager',
    proof: 'look',
  },
  '66060339': {
    sentence:
      'The key server does not trust ONTAP: it refused the client certificate.',
    nextStep:
      'Register the key manager’s client certificate at the key server.',
    field: '/keyManager',
    proof: 'look',
  },
  '66060340': {
    sentence:
      'The secure connection to a key server failed inside ONTAP’s KMIP library.',
    nextStep: 'Read the vendor’s text below and the key server’s log.',
    field: '/servers',
    proof: 'look',
  },
  '66060341': {
    sentence:
      'A key server could not be reached because of the network configuration.',
    nextStep: 'Check routes, firewalls and the port from the cluster’s LIFs.',
    field: '/servers',
    proof: 'look',
  },
  '1': {
    sentence: 'The entry exists already on the cluster.',
    nextStep: 'Look at the key manager’s page; nothing may be left to do.',
    field: targetField,
    proof: 'look',
  },
  '2': {
    sentence: 'ONTAP refused a field of the request.',
    nextStep: 'Correct the field named below and submit again.',
    field: targetField,
    proof: 'nothing_happened',
  },
  '3': {
    sentence: 'ONTAP does not support this request.',
    nextStep: 'Check the ONTAP version.',
    field: targetField,
    proof: 'nothing_happened',
  },
  '4': {
    sentence: 'ONTAP has no such key manager.',
    nextStep: 'Refresh the list and pick again.',
    field: (facts) => targetField(facts) ?? '/keyManager',
    proof: 'nothing_happened',
  },
  '6': {
    sentence: 'Keyward’s account may not do this on the cluster.',
    nextStep:
      'Give the account’s role access to security key-manager, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '8': {
    sentence: 'The object is in use on the cluster.',
    nextStep: 'Release it on the cluster, then submit again.',
    field: targetField,
    proof: 'nothing_happened',
  },
  '401': {
    sentence: 'The cluster did not accept Keyward’s account.',
    nextStep: 'Renew the connection’s credential.',
    field: 'connection',
    proof: 'nothing_happened',
  },
};
