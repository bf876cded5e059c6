import {
  isImmediate,
  OPERATION_IDS,
  operationContract,
  type OperationId,
  type PasskeyRule,
  type PolicyDocument,
  type PolicyRule,
  role,
} from '@keyward/contract';
import { z } from 'zod';

/** The first version of the document: a number of approvals and the roles, per operation. */
const firstForm = z.record(
  z.string(),
  z.object({
    approvals: z.number().int().min(0),
    approverRoles: z.array(role),
  }),
);

/** What is in force before anybody has changed it. */
export function defaultPolicy(passkey: PasskeyRule): PolicyDocument {
  const rule = operationContract('console.update-policy').defaultPolicy;
  return {
    v: 2,
    passkey,
    risk: { high: rule, standard: rule },
    // Only what differs, so that the rule for the risk reaches every other operation.
    operations: Object.fromEntries(
      OPERATION_IDS.map(
        (id) => [id, operationContract(id).defaultPolicy] as const,
      ).filter(([, own]) => own.approvals !== rule.approvals),
    ),
    targets: [],
  };
}

/** A document of the first form in today's: what it does not say is the operation's default. Null for one of today's. */
export function fromFirstForm(
  stored: unknown,
  passkey: PasskeyRule,
): PolicyDocument | null {
  const rules = firstForm.safeParse(stored);
  if (!rules.success) return null;
  return {
    ...defaultPolicy(passkey),
    operations: Object.fromEntries(
      OPERATION_IDS.map((id) => [
        id,
        { ...operationContract(id).defaultPolicy, ...rules.data[id] },
      ]),
    ),
  };
}

/**
 * The most specific rule: connection and operation, then connection, then operation, then risk.
 *
 * `connectionIds` names the connection itself first, then others at the same address: their rules count where it has
 * none, the strictest of several.
 */
export function ruleFor(
  document: PolicyDocument,
  operation: OperationId,
  connectionIds: readonly string[],
): PolicyRule {
  const [own, ...twins] = connectionIds;
  const rule =
    ruleOfTargets(document, operation, own === undefined ? [] : [own]) ??
    ruleOfTargets(document, operation, twins) ??
    document.operations[operation] ??
    document.risk[operationContract(operation).risk];
  // A rule for a whole connection or risk does not make an operation wait that cannot.
  return isImmediate(operation)
    ? { ...rule, approvals: 0, coolOffMinutes: 0 }
    : rule;
}

function ruleOfTargets(
  document: PolicyDocument,
  operation: OperationId,
  connectionIds: readonly string[],
): PolicyRule | undefined {
  const found = document.targets
    .filter((each) => connectionIds.includes(each.connectionId))
    .sort(
      (one, other) =>
        other.rule.approvals - one.rule.approvals ||
        other.rule.coolOffMinutes - one.rule.coolOffMinutes,
    );
  return (
    found.find((each) => each.operation === operation) ??
    found.find((each) => each.operation === null)
  )?.rule;
}
