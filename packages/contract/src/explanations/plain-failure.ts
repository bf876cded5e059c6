import {
  isConsoleOperation,
  type OperationId,
} from '../operations/operation-id.ts';
import { operationContract } from '../operations/index.ts';
import type { FailureKind } from '../task.ts';
import { CONSOLE_FAILURES } from './console-failures.ts';
import type { ErrorTable } from './explained-error.ts';
import { OPERATION_ERRORS } from './index.ts';
import { ontapEntry } from './ontap/calls.ts';
import { VAPI_ERRORS } from './vapi-errors.ts';

export interface PlainFailure {
  code: string;
  sentence: string;
}

/**
 * A failure in words of the catalogue alone: what is stored of it only chooses among them, and can add none. A code that
 * the catalogue does not have is the kind of failure.
 */
export function plainFailure(
  operation: OperationId,
  kind: FailureKind,
  code: string | null,
): PlainFailure {
  const sentence = code === null ? undefined : sentenceOf(operation, code);
  return code === null || sentence === undefined
    ? {
        code: kind,
        sentence: sentenceIn(CONSOLE_FAILURES, kind) ?? 'It failed.',
      }
    : { code, sentence };
}

function sentenceOf(operation: OperationId, code: string): string | undefined {
  const contract = operationContract(operation);
  const isOntap =
    contract.target === 'connection' && contract.system === 'ontap';
  const own = isConsoleOperation(operation)
    ? undefined
    : sentenceIn(OPERATION_ERRORS[operation], code);
  const vendor = isOntap
    ? ontapEntry(code)?.sentence
    : sentenceIn(VAPI_ERRORS, code);
  return own ?? vendor ?? sentenceIn(CONSOLE_FAILURES, code);
}

/** A sentence that is made of what the target said is none of the catalogue's. */
function sentenceIn(table: ErrorTable, code: string): string | undefined {
  const sentence = Object.hasOwn(table, code)
    ? table[code]?.sentence
    : undefined;
  return typeof sentence === 'string' ? sentence : undefined;
}
