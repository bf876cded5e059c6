import { expect, test } from 'vitest';

import { toProblem } from './error-mapper.ts';

test.each([
  ['ECONNREFUSED', true],
  ['53100', true],
  ['57P01', true],
  ['25006', true],
  ['08006', true],
  ['23505', false],
  ['57014x', false],
])('a database error %s is "cannot write now": %s', (code, isAway) => {
  const problem = toProblem(Object.assign(new Error('x'), { code }), 'r');
  expect(problem.code).toBe(isAway ? 'audit_unavailable' : 'internal');
});

test('says how long to wait, and nothing of the database', () => {
  const error = new Error('Connection terminated unexpectedly');
  expect(toProblem(error, 'r')).toStrictEqual({
    code: 'audit_unavailable',
    title: 'The audit log cannot be written',
    status: 503,
    requestId: 'r',
    detail: 'The database does not answer, so nothing was done.',
    nextStep: 'Try again in a moment; nothing was half done.',
    retryAfterSeconds: 5,
  });
});
