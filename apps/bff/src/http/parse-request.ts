import type { FieldError } from '@keyward/contract';
import type { z } from 'zod';

import { issueSentence } from './issue-sentence.ts';
import { Refusal, refuseField } from './refusal.ts';

/** A zod path as an RFC 6901 pointer. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map(
      (segment) =>
        `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    )
    .join('');
}

const FIELD_NAME = /^[A-Za-z_$][\w$-]{0,31}$/;

/** A name that could be a misspelt field's. Any other may be a secret pasted in the wrong place, and is not repeated. */
function repeatable(name: string): string[] {
  return FIELD_NAME.test(name) ? [name] : [];
}

/** Every issue as a field error; messages are ours or zod's, never the value. */
function fieldErrorsOf(error: z.ZodError, prefix = ''): FieldError[] {
  return error.issues.flatMap((issue) => {
    const pointer = prefix + pointerOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: `${pointer}${pointerOf(repeatable(key))}`,
        code: 'unknown_field',
        message: 'This field is not known here.',
      }));
    }
    const custom: unknown =
      issue.code === 'custom' ? issue.params?.['code'] : undefined;
    return [
      {
        pointer,
        code: typeof custom === 'string' ? custom : codeOf(issue.code),
        message: issueSentence(issue),
      },
    ];
  });
}

/** `custom` is zod's word for a rule of ours that has no code of its own. */
function codeOf(code: string): string {
  return code === 'custom' ? 'invalid' : code;
}

/** Parses with a contract schema or refuses with every field named. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix = '',
): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('validation_failed', {
    fieldErrors: firstOfEach(fieldErrorsOf(result.error, prefix)).slice(0, 50),
  });
}

/** One sentence beside a field: later rules of the same field often say the same again. */
function firstOfEach(errors: FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter(({ pointer }) => {
    const isFirst = !seen.has(pointer);
    seen.add(pointer);
    return isFirst;
  });
}

/** Query text as an object; a name given twice is refused because readers disagree about it. */
export function readQuery(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<
    string,
    string
  >; // no prototype to pollute
  for (const [name, value] of search) {
    if (name in query) {
      throw new Refusal('validation_failed', {
        fieldErrors: [
          {
            pointer: pointerOf(repeatable(name)),
            code: 'duplicate',
            message: 'Given twice.',
          },
        ],
      });
    }
    // No stored text has this character, and the database refuses even to compare with it. A cursor is no text: its own
    // reader refuses it.
    if (name !== 'cursor' && value.includes('\0')) {
      throw refuseField(
        pointerOf(repeatable(name)),
        'invalid',
        'Remove control characters.',
      );
    }
    query[name] = value;
  }
  return { ...query };
}
