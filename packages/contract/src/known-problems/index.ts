import { CERTIFICATE_JUDGEMENTS } from '../explanations/certificate-judgements.ts';
import { CONSOLE_FAILURES } from '../explanations/console-failures.ts';
import type { ErrorTable } from '../explanations/explained-error.ts';
import { KMIP_REASONS } from '../explanations/kmip-reasons.ts';
import { NETWORK_ERRORS } from '../explanations/network-errors.ts';
import { TLS_ALERTS } from '../explanations/tls-alerts.ts';
import { TOKEN_ERRORS } from '../explanations/token-errors.ts';
import {
  OPERATION_IDS,
  type OperationId,
  TARGET_OPERATION_IDS,
} from '../operations/operation-id.ts';
import type { KnownProblem, ProblemSystem } from './known-problem.ts';
import { ontapProblems } from './ontap-problems.ts';
import { problemOf } from './problem-of.ts';
import { vapiProblems } from './vapi-problems.ts';

export type { KnownProblem, ProblemSystem } from './known-problem.ts';
export { searchKnownProblems } from './search-known-problems.ts';

/** Operations that name key servers, which are tried from the console. */
const WITH_KEY_SERVERS = [
  'ontap.add-key-servers',
  'vcenter.update-provider-client-certificate',
] as const satisfies readonly OperationId[];

const REACHING = [
  ...TARGET_OPERATION_IDS,
  'console.update-connection',
] as const;

/**
 * Every error that is explained, by system. Kept out of the package's index: only the pages that need the catalogue
 * load it.
 */
export function knownProblems(): readonly KnownProblem[] {
  return [
    ...vapiProblems(),
    ...ontapProblems(),
    ...listed('kmip', KMIP_REASONS, WITH_KEY_SERVERS),
    ...listed('tls', TLS_ALERTS, REACHING),
    ...listed('certificate', CERTIFICATE_JUDGEMENTS, REACHING),
    ...listed('network', NETWORK_ERRORS, REACHING),
    ...listed('token', TOKEN_ERRORS, ['vcenter.register-expanded-token']),
    ...listed('console', CONSOLE_FAILURES, OPERATION_IDS),
  ];
}

/** The entry for the code that a task of an operation ended with; null for a code that the catalogue does not have. */
export function findKnownProblem(
  operation: OperationId,
  code: string,
): KnownProblem | null {
  return (
    knownProblems().find(
      (problem) =>
        problem.code === code && problem.operations.includes(operation),
    ) ?? null
  );
}

function listed(
  system: ProblemSystem,
  table: ErrorTable,
  operations: readonly OperationId[],
): KnownProblem[] {
  return Object.entries(table).map(([code, entry]) =>
    problemOf(system, code, entry, { operations }),
  );
}
