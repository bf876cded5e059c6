import {
  type FrozenInput,
  json,
  type Json,
  operationContract,
  type OperationId,
} from '@keyward/contract';
import type { z } from 'zod';

import { parseWith, pointerOf } from '../http/parse-request.ts';
import { expandPattern, valueAt, withMember } from './secret-pointers.ts';

export interface FrozenSubmission {
  /** What is stored, planned and shown: `{"$secret": pointer}` instead of every secret. */
  frozen: FrozenInput<OperationId>;
  /** The secrets themselves by pointer; they leave this request sealed or not at all. */
  plain: ReadonlyMap<string, string>;
  /** Pointers of the secrets that come after the approval. */
  late: readonly string[];
}

const INPUT = '/input';

/** Takes the secrets out of a submitted input. @throws Refusal `validation_failed` naming every field. */
export function freezeSubmitted(
  operation: OperationId,
  submitted: Json,
): FrozenSubmission {
  const contract = operationContract(operation);
  let input = json.parse(parseWith(contract.input, submitted, INPUT));
  const plain = new Map<string, string>();
  for (const pointer of secretPlaces(operation, input)) {
    const value = valueAt(input, pointer);
    if (typeof value !== 'string') continue;
    plain.set(pointer, value);
    input = withMember(input, pointer, { $secret: pointer });
  }
  return {
    frozen: asFrozen(operation, contract.frozen.parse(input)),
    plain,
    late: [],
  };
}

/** The same for a change whose secrets come after the approval: the input is complete without them. */
export function freezeLate(
  operation: OperationId,
  submitted: Json,
): FrozenSubmission {
  const frozen = freezePreviewed(operation, submitted);
  return { frozen, plain: new Map(), late: latePlaces(operation, frozen) };
}

/** Where a frozen input has a secret that may come late. */
export function latePlaces(
  operation: OperationId,
  frozen: FrozenInput<OperationId>,
): string[] {
  const input = json.parse(frozen);
  return Object.keys(operationContract(operation).lateSecrets ?? {}).filter(
    (pointer) => valueAt(input, pointer) !== undefined,
  );
}

/** The same for a preview, in which secrets are left out or announced as `{"$secret": true}`. */
export function freezePreviewed(
  operation: OperationId,
  previewed: Json,
): FrozenInput<OperationId> {
  const contract = operationContract(operation);
  let input = json.parse(parseWith(contract.preview, previewed, INPUT));
  for (const pointer of secretPlaces(operation, input)) {
    if (valueAt(input, pointer) !== undefined) {
      input = withMember(input, pointer, { $secret: pointer });
    }
  }
  return asFrozen(
    operation,
    parseWith(contract.frozen, withRequiredSecrets(operation, input), INPUT),
  );
}

/** The input as a preview that announces no secret freezes it, so that previews of both kinds have one digest. */
export function withoutAnnouncements(
  operation: OperationId,
  frozen: FrozenInput<OperationId>,
): FrozenInput<OperationId> {
  let input = json.parse(frozen);
  for (const pointer of secretPlaces(operation, input)) {
    input = withMember(input, pointer, undefined);
  }
  return asFrozen(
    operation,
    operationContract(operation).frozen.parse(
      withRequiredSecrets(operation, input),
    ),
  );
}

export function readFrozenInput(
  operation: OperationId,
  stored: unknown,
): FrozenInput<OperationId> {
  return asFrozen(operation, operationContract(operation).frozen.parse(stored));
}

/** Where secrets are or may be in this input. */
function secretPlaces(operation: OperationId, input: Json): string[] {
  return operationContract(operation).secretPointers.flatMap((pattern) =>
    expandPattern(pattern, input),
  );
}

function withRequiredSecrets(operation: OperationId, input: Json): Json {
  const result = operationContract(operation).frozen.safeParse(input);
  if (result.success) return input;
  const missing = new Set(
    result.error.issues.map((issue) => pointerOf(issue.path)),
  );
  return secretPlaces(operation, input)
    .filter((pointer) => missing.has(pointer))
    .reduce(
      (filled, pointer) => withMember(filled, pointer, { $secret: pointer }),
      input,
    );
}

function asFrozen(
  _operation: OperationId,
  parsed: z.infer<z.ZodType>,
): FrozenInput<OperationId> {
  return parsed as FrozenInput<OperationId>; // parsed with this operation's own frozen schema; the table hides its type
}
