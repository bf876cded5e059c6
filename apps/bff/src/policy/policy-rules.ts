import {
  isImmediate,
  operationContract,
  operationId,
  type OperationId,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';

/** One rule of a policy with its place and its name in words. */
export interface NamedRule {
  /** The same in every version of the document, so that two versions can be compared rule by rule. */
  key: string;
  label: string;
  /** RFC 6901, inside the document. */
  pointer: string;
  rule: PolicyRule;
  /** False where an operation runs without a second person. */
  needsApproval: boolean;
}

/** Every rule of a document, by what it is about. `nameOf` says what a connection is called. */
export function namedRules(
  document: PolicyDocument,
  nameOf: (connectionId: string) => string,
): NamedRule[] {
  const { risk, operations, targets } = document;
  return [
    named(
      'risk/high',
      'Every high-risk operation without a rule of its own',
      '/risk/high',
      risk.high,
    ),
    named(
      'risk/standard',
      'Every other operation without a rule of its own',
      '/risk/standard',
      risk.standard,
    ),
    ...Object.entries(operations).map(([id, rule]) => {
      const operation = operationId.parse(id);
      return named(
        `operations/${operation}`,
        operationContract(operation).title,
        `/operations/${operation}`,
        rule,
        operation,
      );
    }),
    ...targets.map(({ connectionId, operation, rule }, index) =>
      named(
        `targets/${connectionId}/${operation ?? '*'}`,
        `${operation === null ? 'Every change' : operationContract(operation).title} on ${nameOf(connectionId)}`,
        `/targets/${String(index)}`,
        rule,
        operation,
      ),
    ),
  ];
}

function named(
  key: string,
  label: string,
  pointer: string,
  rule: PolicyRule,
  operation: OperationId | null = null,
): NamedRule {
  const needsApproval = operation === null || !isImmediate(operation);
  return { key, label, pointer, rule, needsApproval };
}

export const ROLE_NAMES = {
  security_admin: 'security admin',
  reviewer: 'reviewer',
  helpdesk: 'helpdesk',
} as const;
