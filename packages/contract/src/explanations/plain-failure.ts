import {
  isConsoleOperation,
  type OperationId,
} from '../operations/operation-id.ts';
import type { FailureKind } from '../task.ts';
import type { ErrorTable } from './explained-error.ts';
import { OPERATION_ERRORS } from './index.ts';
import { VAPI_ERRORS } from './vapi-errors.ts';

/** One sentence for every way in which a task can fail, for whoever knows neither vendor nor product. */
const KINDS: Record<FailureKind, string> = {
  refused: 'The target refused the change.',
  unreachable: 'The target could not be reached.',
  verify: 'It was carried out, but reading it back did not confirm it.',
  stale: 'The target had changed since the approval, so nothing was sent.',
  upstream_failed: 'The target began the change and could not finish it.',
  protocol: 'The target answered something that cannot be read.',
  integrity: 'What was stored did not match what was approved.',
  secret_lost: 'The secret of the change is no longer there.',
  reconciled: 'Somebody looked at the target: the change was not applied.',
  internal: 'The console itself failed.',
};

/** What failed on the way to a target, by the console's own code. */
const ON_THE_WAY: Readonly<Record<string, string>> = {
  upstream_timeout: 'The target did not answer in time.',
  upstream_tls: 'The target did not prove who it is, so nothing was sent.',
  egress_denied: 'The address is outside what the console may reach.',
  connection_quarantined:
    'The target showed another certificate than the trusted one, so nothing is sent to it.',
};

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
  const known = { code: kind, sentence: KINDS[kind] };
  if (code === null) return known;
  const tables: ErrorTable[] = isConsoleOperation(operation)
    ? [VAPI_ERRORS]
    : [OPERATION_ERRORS[operation], VAPI_ERRORS];
  const sentences = [
    ...tables.map((table) =>
      Object.hasOwn(table, code) ? table[code]?.sentence : undefined,
    ),
    Object.hasOwn(ON_THE_WAY, code) ? ON_THE_WAY[code] : undefined,
  ];
  // A sentence that is made of what the target said is none of the catalogue's.
  const sentence = sentences.find((each) => typeof each === 'string');
  return sentence === undefined ? known : { code, sentence };
}
