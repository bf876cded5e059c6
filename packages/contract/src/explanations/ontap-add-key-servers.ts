import type { UpstreamFacts } from '../problem.ts';
import type { ErrorTable } from './explained-error.ts';
import { ONTAP_COMMON_ERRORS } from './ontap/common-errors.ts';

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
    cause:
      'A key manager takes four primary key servers, those in use included.',
    check: 'Look at how many the key manager has now.',
    fix: 'Remove a server that is no longer needed, or add fewer.',
    field: '/servers',
    proof: 'nothing_happened',
  },
  '65536042': {
    sentence: 'One of these servers is already a secondary key server.',
    cause: 'A server is either primary or secondary, never both.',
    check: 'Look at the secondary servers of each primary one.',
    fix: 'Remove it from the secondaries first, or leave it out.',
    field: '/servers/0/server',
    proof: 'nothing_happened',
  },
  '65536871': {
    sentence: 'The same key server is named twice.',
    cause:
      'Two of the servers are the same one; a server without a port means port 5696.',
    check: 'Compare the servers by name and port.',
    fix: 'Leave the duplicate out.',
    field: '/servers/0/server',
    proof: 'nothing_happened',
  },
  '65536870': {
    sentence: 'One of these servers is configured already.',
    cause:
      'The key manager has the server, perhaps from an earlier attempt of this change.',
    check: 'Compare the list of the key manager with that of the change.',
    fix: 'Look at the key manager’s page; leave out what is there.',
    field: '/servers/0/server',
    proof: 'look',
  },
  '65536821': {
    sentence: 'The certificates for the key servers are not installed.',
    cause:
      'The key manager needs a client certificate and the CA of the key servers, installed in its own scope: cluster or SVM.',
    check:
      'Look at the certificates of type client and server_ca in that scope.',
    fix: 'Install a client and a server_ca certificate in the same scope first.',
    field: '/keyManager',
    proof: 'nothing_happened',
  },
  '65536828': {
    sentence: 'External key management is not enabled for this SVM.',
    cause: 'The SVM uses the onboard key manager, or none.',
    check: 'Look at which key manager the SVM has.',
    fix: 'Enable it on the SVM, then submit again.',
    field: '/keyManager',
    proof: 'nothing_happened',
  },
  '65536822': {
    sentence: 'This cluster version has no key management per SVM.',
    cause: 'Key managers per SVM came with a later release of ONTAP.',
    check: 'Read the ONTAP version on the connection’s page.',
    fix: 'Use the cluster’s key manager, or upgrade ONTAP.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536824': {
    sentence: 'Key management per SVM is not supported in a MetroCluster.',
    cause: 'In a MetroCluster only the cluster’s own key manager is supported.',
    check:
      'Look whether the cluster is part of a MetroCluster, and which scope the key manager has.',
    fix: 'Use the cluster’s key manager, on both sides.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536834': {
    sentence: 'ONTAP could not read the existing servers of the SVM.',
    cause:
      'The list of servers in the cluster’s database could not be read, often because a node is away.',
    check: 'Look at the health of the nodes and of the key manager.',
    fix: 'Check the key manager’s status on the cluster, then submit again.',
    field: '/keyManager',
    proof: 'look',
  },
  '65536852': {
    sentence: 'ONTAP could not ask the servers which KMIP versions they speak.',
    cause:
      'The server did not answer, or answered with something that is no KMIP.',
    check:
      'Look at the handshakes on the change’s page: does the server speak KMIP on that port?',
    fix: 'Check that each server answers KMIP on its port.',
    field: '/servers',
    proof: 'look',
  },
  '65536600': {
    sentence: 'A node of the cluster is out of quorum.',
    cause:
      'The nodes do not all see each other, so the cluster changes no configuration.',
    check: 'Look at the cluster’s quorum and at the nodes’ health.',
    fix: 'Bring the cluster into quorum, then submit again.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  '65536921': {
    sentence: 'A command to a key server failed.',
    cause:
      'The key server was reached, and refused or broke off what ONTAP asked for.',
    check:
      'Look at the key server’s log at that minute: ONTAP’s client may lack a right there.',
    fix: 'Check the key server’s own log, then submit again.',
    field: '/servers',
    proof: 'look',
  },
  '66060338': {
    sentence:
      'ONTAP does not trust the key server: its certificate is not covered by the installed server_ca certificates.',
    cause:
      'The key server’s certificate was renewed by another CA, or the wrong CA was installed.',
    check:
      'Compare the issuer of the key server’s certificate with the installed server_ca certificates.',
    fix: 'Install the CA of the key server as server_ca in the same scope.',
    field: '/keyManager',
    proof: 'look',
  },
  '66060339': {
    sentence:
      'The key server does not trust ONTAP: it refused the client certificate.',
    cause:
      'The client certificate is not registered at the key server, has expired, or lacks the client usage.',
    check:
      'Look at the client certificate’s dates and usage, and at the key server’s list of clients.',
    fix: 'Register the key manager’s client certificate at the key server.',
    field: '/keyManager',
    proof: 'look',
  },
  '66060340': {
    sentence:
      'The secure connection to a key server failed inside ONTAP’s KMIP library.',
    cause:
      'The library gave up on the handshake for a reason of its own: versions, ciphers or a broken certificate.',
    check:
      'Look at the handshakes on the change’s page, above all at the TLS layer.',
    fix: 'Read the vendor’s text below and the key server’s log.',
    field: '/servers',
    proof: 'look',
  },
  '66060341': {
    sentence:
      'A key server could not be reached because of the network configuration.',
    cause:
      'No route, a firewall or a wrong port lies between the cluster and the server.',
    check:
      'Compare what Keyward reaches with what the cluster reaches: they are in different networks.',
    fix: 'Check routes, firewalls and the port from the cluster’s LIFs.',
    field: '/servers',
    proof: 'look',
  },
  ...ONTAP_COMMON_ERRORS,
  ...withLocation(['1', '2', '3', '8']),
  '4': {
    sentence: 'ONTAP has no such key manager.',
    cause: 'The object was removed or made again with another UUID.',
    check: 'Look the UUID up in the list of key managers.',
    fix: 'Refresh the list and pick again.',
    field: '/keyManager',
    locate: targetField,
    proof: 'nothing_happened',
  },
};

/** The common errors, at the field that ONTAP names. */
function withLocation(
  codes: readonly (keyof typeof ONTAP_COMMON_ERRORS)[],
): ErrorTable {
  return Object.fromEntries(
    codes.map((code) => [
      code,
      { ...ONTAP_COMMON_ERRORS[code], locate: targetField },
    ]),
  );
}
