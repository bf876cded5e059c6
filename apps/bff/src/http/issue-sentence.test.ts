import { expect, test } from 'vitest';
import { z } from 'zod';

import { issueSentence } from './issue-sentence.ts';

const shape = z.strictObject({
  name: z.string(),
  count: z.number().int().max(3),
  kind: z.enum(['a', 'b']),
  note: z.string().max(2),
  own: z.string().regex(/^x/, 'Begins with x.'),
});

test.each([
  [{}, 'name', 'Fill this in.'],
  [{ name: 7 }, 'name', 'This must be a text.'],
  [{ count: 4 }, 'count', 'At most 3.'],
  [{ count: 1.5 }, 'count', 'This must be a whole number.'],
  [{ kind: 'c' }, 'kind', 'One of: a, b.'],
  [{ note: 'long' }, 'note', 'At most 2 characters.'],
  [{ own: 'y' }, 'own', 'Begins with x.'],
])('says of %j at %s: %s', (value, field, sentence) => {
  const issues = shape.safeParse(value).error?.issues ?? [];
  const issue = issues.find((each) => each.path[0] === field);
  expect(issue && issueSentence(issue)).toBe(sentence);
});
