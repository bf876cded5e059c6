import type { z } from 'zod';

type Issue = z.ZodError['issues'][number];

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** zod's own wording begins so; every other message was written by us in the contract. */
const ZODS_OWN = /^(Invalid |Too (big|small): |Unrecognized )/;

/** A sentence for a person. Nothing of what was sent is in it. */
export function issueSentence(issue: Issue): string {
  if (!ZODS_OWN.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'Fill this in.'
        : `This must be ${TYPES[issue.expected] ?? 'of another type'}.`;
    case 'too_big':
      return `At most ${String(issue.maximum)}${unitOf(issue.origin)}.`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? 'Fill this in.'
        : `At least ${String(issue.minimum)}${unitOf(issue.origin)}.`;
    case 'invalid_value':
      return `One of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_union':
      return 'This fits none of the forms it may have.';
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return 'This is not in the expected form.';
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
