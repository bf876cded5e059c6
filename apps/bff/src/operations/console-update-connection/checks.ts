import { type Check, json } from '@keyward/contract';
import { digestOf } from '@keyward/approval-proof';
import type { Queryable } from '@keyward/database';
import { readCertificate } from '@keyward/pki';

import type { ConnectionParts } from '../../connections/connection-parts.ts';
import { establishTrust } from '../../connections/establish-trust.ts';
import { getConnection } from '../../connections/connection-record.ts';
import {
  readEndpoint,
  refuseAddress,
} from '../../connections/probe-endpoint.ts';
import { Refusal } from '../../http/refusal.ts';
import { taskReference } from '../../references.ts';
import { makeCheck } from '../make-check.ts';
import type { Guard, Input } from './guard.ts';

/** What the console itself knows: a task in flight would be followed at another system. */
export async function checks(
  db: Queryable,
  input: Input,
  observed: Guard,
): Promise<Check[]> {
  const tasks = await db
    .selectFrom('task')
    .select('number')
    .where('connection_id', '=', input.connection)
    .where('state', 'in', ['queued', 'running'])
    .limit(5)
    .execute();
  return [
    somethingCheck(input, observed),
    makeCheck({
      id: 'no-task-runs',
      title: 'No task runs on the connection',
      severity: 'blocker',
      passed: tasks.length === 0,
      evidence:
        tasks.length === 0
          ? 'Nothing is under way at the target.'
          : `Wait until these have ended: ${tasks.map((task) => taskReference(task.number)).join(', ')}.`,
      field: '/connection',
      code: 'in_use',
    }),
  ];
}

function somethingCheck(input: Input, observed: Guard): Check {
  const isSameTrust =
    input.trust.mode === 'pin'
      ? observed.trust.mode === 'pin' &&
        observed.trust.sha256 === input.trust.sha256
      : observed.trust.mode === 'ca' &&
        digestOf(observed.trust.pem.trim()) ===
          digestOf(json.parse(input.trust.pem.trim()));
  const passed =
    observed.quarantined ||
    !isSameTrust ||
    observed.host !== input.host ||
    observed.port !== input.port;
  return makeCheck({
    id: 'something-changes',
    title: 'Something changes',
    severity: 'blocker',
    passed,
    evidence: passed
      ? 'Address or trust differ from now.'
      : 'The connection leads there already, and trusts the same.',
    field: '/host',
  });
}

/** One handshake with the new address that sends nothing, before the account ever goes there. */
export async function lookOutside(
  parts: ConnectionParts,
  input: Input,
  observed: Guard,
): Promise<Check[]> {
  const { host, port } = input;
  try {
    await refuseAddress(parts, host, port);
    await establishTrust(parts, input);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [refusedCheck(error)];
  }
  try {
    const shown = await readEndpoint(parts, host, port);
    const key = await keyInWords(parts, observed, shown.chainPem[0]);
    return [
      makeCheck({
        id: 'certificate-shown',
        title: 'The certificate that the new address shows',
        severity: 'info',
        passed: true,
        evidence: `${shown.subject}, issued by ${shown.issuer}, valid until ${shown.notAfter}, SHA-256 ${shown.sha256}.${key}`,
        field: '/host',
      }),
    ];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ ...refusedCheck(error), severity: 'warning' }];
  }
}

/** A renewal mostly keeps or changes the key by plan; whoever decides can ask for that. Empty where no leaf was pinned. */
async function keyInWords(
  parts: ConnectionParts,
  observed: Guard,
  shownPem: string | undefined,
): Promise<string> {
  const { row } = await getConnection(parts.db, observed.connection);
  if (row.pinned_certificate === null || shownPem === undefined) return '';
  const [pinned, shown] = await Promise.all(
    [row.pinned_certificate, shownPem].map((pem) => readCertificate(pem)),
  );
  return pinned?.leaf.publicKeySha256 === shown?.leaf.publicKeySha256
    ? ' Its key is the one of the certificate trusted until now.'
    : ' Its key is another than that of the certificate trusted until now.';
}

/** What the address itself speaks against, beside the field it is about. */
function refusedCheck(refusal: Refusal): Check {
  const field = refusal.fieldErrors?.[0];
  return makeCheck({
    id: field?.code ?? refusal.code,
    title: 'The new address can be trusted',
    severity: 'blocker',
    passed: false,
    evidence: refusal.detail ?? field?.message ?? 'It cannot be trusted.',
    field: field?.pointer ?? '/host',
    code: refusal.code,
  });
}
