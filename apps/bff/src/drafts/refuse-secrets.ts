import {
  type DraftRequest,
  type FieldError,
  operationContract,
  OPERATION_IDS,
} from '@keyward/contract';

import { pointerOf } from '../http/parse-request.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import { looksLikeToken } from './looks-like-token.ts';

/** The last member of every secret's pointer, whatever its operation and however it is spelt. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set(
  OPERATION_IDS.flatMap((id) =>
    operationContract(id).secretPointers.map((pointer) =>
      letters(pointer.split('/').at(-1) ?? ''),
    ),
  ),
);

/** `private_key` and `Private key` are `privateKey`. */
function letters(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

const MOST_NAMED = 50;

type Path = readonly PropertyKey[];

/**
 * Refuses a draft that carries a secret: nothing of it was kept. A member with a secret's name is refused wherever it
 * stands and whatever it holds, since a form that is half filled in need not have the shape of its operation's input.
 * Private keys were refused with the request itself; tokens are looked for in every text, also in names.
 *
 * @throws Refusal naming the fields
 */
export function refuseSecrets(draft: DraftRequest): void {
  const found: FieldError[] = [];
  const look = (value: unknown, path: Path): void => {
    if (typeof value === 'string') {
      refuseText(value, path);
    } else if (Array.isArray(value)) {
      value.forEach((each, index) => {
        look(each, [...path, index]);
      });
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        refuseText(name, path);
        if (SECRET_MEMBERS.has(letters(name))) {
          found.push({
            pointer: pointerOf([...path, name]),
            code: 'secret_not_wanted',
            message:
              'A draft keeps no secret. Leave this out; it is filled in when the change is submitted.',
          });
        } else {
          look(each, [...path, name]);
        }
      }
    }
  };
  look(draft, []);
  if (found.length === 0) return;
  throw new Refusal('validation_failed', {
    fieldErrors: found.slice(0, MOST_NAMED),
  });
}

function refuseText(text: string, path: Path): void {
  if (looksLikeToken(text)) {
    throw refuseField(
      pointerOf(path),
      'private_key_in_public_field',
      'This holds a token, and a draft keeps no secret. It was not kept. Take the token out.',
      'private_key_in_public_field',
    );
  }
  // The database stores no such character, and no form can mean it.
  if (text.includes('\0')) {
    throw refuseField(pointerOf(path), 'invalid', 'Remove control characters.');
  }
}
