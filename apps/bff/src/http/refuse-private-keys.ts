import {
  operationContract,
  operationId,
  type RouteName,
} from '@keyward/contract';
import { holdsPrivateKey, looksLikePrivateKey } from '@keyward/pki';

import { pointerOf } from './parse-request.ts';
import { refuseField } from './refusal.ts';

const SENTENCE =
  'This holds a private key, and this field is public. It was not kept. Take the key out; a key has its own field.';
/** Fields that hold certificates are looked at more closely: nothing in them speaks of keys by chance. */
const CERTIFICATE_FIELDS: readonly PropertyKey[] = ['certificate', 'pem'];

type Path = readonly PropertyKey[];

/**
 * Refuses a request with a private key in any field that is not made for one, before anything of the request is parsed,
 * logged, compared or stored. Names of members count too.
 *
 * @throws Refusal `private_key_in_public_field`
 */
export function refusePrivateKeys(name: RouteName, body: unknown): void {
  const secret = secretPatterns(name, body);
  const refuse = (path: Path): never => {
    throw refuseField(
      pointerOf(path),
      'private_key_in_public_field',
      SENTENCE,
      'private_key_in_public_field',
    );
  };
  const look = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      if (
        isPrivateKey(value, path) &&
        !secret.some((each) => fits(each, path))
      ) {
        refuse(path);
      }
    } else if (Array.isArray(value)) {
      value.forEach((each, index) => {
        look(each, [...path, index]);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        if (holdsPrivateKey(key)) refuse(path);
        look(each, [...path, key]);
      }
    }
  };
  look(body, []);
}

function isPrivateKey(text: string, path: Path): boolean {
  const field = path.at(-1);
  return (
    holdsPrivateKey(text) ||
    (field !== undefined &&
      CERTIFICATE_FIELDS.includes(field) &&
      looksLikePrivateKey(text))
  );
}

/** Where this request may carry a key: the secret fields of its operation, and the answer with late secrets. */
function secretPatterns(name: RouteName, body: unknown): string[][] {
  if (name === 'supplySecrets') return [['secrets', '*']];
  if (name !== 'submitChange' && name !== 'previewChange') return [];
  const operation = operationId.safeParse(
    typeof body === 'object' && body !== null && 'operation' in body
      ? body.operation
      : undefined,
  );
  if (!operation.success) return [];
  return operationContract(operation.data).secretPointers.map((pointer) => [
    'input',
    ...pointer.split('/').slice(1),
  ]);
}

function fits(pattern: readonly string[], path: Path): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((each, index) => each === '*' || each === String(path[index]))
  );
}
