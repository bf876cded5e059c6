import {
  isConsoleOperation,
  isImmediate,
  type OperationId,
  type TargetOperationId,
} from '../operations/operation-id.ts';
import type { UpstreamFacts } from '../problem.ts';
import { createNativeProviderErrors } from './esx-create-native-provider.ts';
import type { ErrorTable, ExplainedError, Proof } from './explained-error.ts';
import { resolveEntry } from './explained-error.ts';
import { addKeyServersErrors } from './ontap-add-key-servers.ts';
import { ontapEntry } from './ontap/calls.ts';
import { VAPI_ERRORS, vapiCode } from './vapi-errors.ts';
import { configureClusterKmsServiceErrors } from './vcenter-configure-cluster-kms-service.ts';
import { generateProviderCsrErrors } from './vcenter-generate-provider-csr.ts';
import { registerExpandedTokenErrors } from './vcenter-register-expanded-token.ts';
import { updateProviderClientCertificateErrors } from './vcenter-update-provider-client-certificate.ts';

export type { ExplainedError, Proof } from './explained-error.ts';

/** The documented errors of each operation. */
export const OPERATION_ERRORS = {
  'vcenter.configure-cluster-kms-service': configureClusterKmsServiceErrors,
  'vcenter.update-provider-client-certificate':
    updateProviderClientCertificateErrors,
  'vcenter.generate-provider-csr': generateProviderCsrErrors,
  'esx.create-native-provider': createNativeProviderErrors,
  'vcenter.register-expanded-token': registerExpandedTokenErrors,
  'ontap.add-key-servers': addKeyServersErrors,
} as const satisfies Record<TargetOperationId, ErrorTable>;

const SYSTEM_NAMES = {
  vcenter: 'vCenter',
  esx: 'The host',
  ontap: 'ONTAP',
} as const;

/** Everybody who may see a task sees the code, so it is never free text that repeats what was sent. */
const CODE_FORMS = {
  vcenter: /^[A-Z_]{1,64}$/,
  esx: /^[A-Z_]{1,64}$/,
  ontap: /^(\d{1,20}|unspecified)$/,
} as const satisfies Record<UpstreamFacts['system'], RegExp>;

function codeOf(facts: UpstreamFacts): string {
  if (facts.system !== 'ontap') return vapiCode(facts);
  return (
    facts.code ??
    (facts.httpStatus === 401
      ? '401'
      : facts.httpStatus === 403
        ? '6'
        : facts.httpStatus === 404
          ? '4'
          : 'unspecified')
  );
}

/**
 * Puts a vendor's refusal into plain words and says what it proves. A code that only other calls document keeps its
 * words, but never proves more than its status does. An undocumented code gets a general sentence; then a 4xx proves that
 * nothing changed and anything else does not.
 */
export function explainUpstream(
  operation: OperationId,
  facts: UpstreamFacts,
): ExplainedError {
  const code = codeOf(facts);
  const tables: ErrorTable[] = [
    // A change of the console may meet a target too: a connection is looked at before it is trusted.
    ...(isConsoleOperation(operation) ? [] : [OPERATION_ERRORS[operation]]),
    ...(facts.system === 'ontap' ? [] : [VAPI_ERRORS]),
  ];
  for (const table of tables) {
    const entry = Object.hasOwn(table, code) ? table[code] : undefined;
    if (entry !== undefined) return resolveEntry(code, entry, facts);
  }
  const proof = proofByStatus(operation, facts);
  const elsewhere = facts.system === 'ontap' ? ontapEntry(code) : undefined;
  if (elsewhere !== undefined) {
    const { sentence, fix, field } = elsewhere;
    return {
      code,
      sentence,
      nextStep: fix,
      // Its pointer is into the input of another operation.
      field: field === 'connection' ? field : null,
      proof: elsewhere.proof === 'nothing_happened' ? proof : elsewhere.proof,
    };
  }
  return {
    code: CODE_FORMS[facts.system].test(code) ? code : 'undocumented',
    sentence: `${SYSTEM_NAMES[facts.system]} refused with an error that Keyward does not know.`,
    nextStep: 'Read the vendor’s text below and the target’s own log.',
    field: null,
    proof,
  };
}

function proofByStatus(
  operation: OperationId,
  { httpStatus = 500 }: UpstreamFacts,
): Proof {
  if (httpStatus >= 400 && httpStatus < 500) return 'nothing_happened';
  return isImmediate(operation) ? 'cannot_tell' : 'look';
}
