import {
  isConsoleOperation,
  isImmediate,
  operationContract,
  OPERATION_IDS,
  type OperationId,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';

import { ruleFor } from './policy-document.ts';

/**
 * Where one policy asks for less than another, in sentences. Compared is what counts for each operation, everywhere and
 * on each connection with rules of its own: a new rule can weaken as well as a changed or a removed one.
 */
export function whatIsWeaker(
  before: PolicyDocument,
  after: PolicyDocument,
  nameOf: (connectionId: string) => string,
): string[] {
  const connections = new Set(
    [...before.targets, ...after.targets].map((each) => each.connectionId),
  );
  return [
    ...(before.passkey === 'required' && after.passkey === 'preferred'
      ? ['Passkeys are no longer required.']
      : []),
    ...(before.privateKeys === 'late' && after.privateKeys !== 'late'
      ? ['Private keys may be kept again while approval waits.']
      : []),
    ...weakerAt(before, after, null, ''),
    ...[...connections].flatMap((id) =>
      weakerAt(before, after, id, ` on ${nameOf(id)}`),
    ),
  ];
}

function weakerAt(
  before: PolicyDocument,
  after: PolicyDocument,
  connectionId: string | null,
  where: string,
): string[] {
  const operations = OPERATION_IDS.filter(
    (id) =>
      !isImmediate(id) && (connectionId === null || isRuledByConnection(id)),
  );
  const here = connectionId === null ? [] : [connectionId];
  const found = new Map<string, OperationId[]>();
  for (const id of operations) {
    const everywhere = lessThan(
      ruleFor(before, id, []),
      ruleFor(after, id, []),
    );
    const lessHere = lessThan(
      ruleFor(before, id, here),
      ruleFor(after, id, here),
    );
    for (const what of lessHere) {
      // Said already for every connection.
      if (connectionId !== null && everywhere.includes(what)) continue;
      found.set(what, [...(found.get(what) ?? []), id]);
    }
  }
  return [...found].map(([what, ids]) => {
    const about =
      ids.length === operations.length
        ? 'Every change'
        : ids.map((id) => operationContract(id).title).join('; ');
    return `${about}${where}: ${what}.`;
  });
}

/** Rules of a connection reach what runs there, and the change of where it leads and whom it trusts. */
function isRuledByConnection(id: OperationId): boolean {
  return !isConsoleOperation(id) || id === 'console.update-connection';
}

function lessThan(before: PolicyRule, after: PolicyRule): string[] {
  const gained = after.approverRoles.some(
    (each) => !before.approverRoles.includes(each),
  );
  return [
    ...(after.approvals < before.approvals ? ['fewer approvals'] : []),
    ...(after.coolOffMinutes < before.coolOffMinutes
      ? ['a shorter cool-off']
      : []),
    ...(gained ? ['more roles may approve'] : []),
  ];
}
