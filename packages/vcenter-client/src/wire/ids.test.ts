import { describe, expect, it } from 'vitest';

import { sessionToken } from './session.ts';
import { taskId } from './tasks.ts';

describe('an id that a target makes up', () => {
  it.each([
    '52d1a9c0-8f3b-4c55:com.vmware.vcenter.trusted_infrastructure',
    'task-17',
  ])('is taken when it is made of what such ids are made of: %s', (id) => {
    expect(taskId.parse(id)).toBe(id);
  });

  it.each([
    '',
    '.',
    '..',
    '../../api/session',
    '..%2fsession',
    'a/b',
    'a?b=c',
    'a b',
    'task-1\r\nx-injected: 1',
    '\u001b[2J',
    '\u202etask',
    'x'.repeat(257),
    42,
    { id: 'task-1' },
  ])('is no task id: %j', (id) => {
    expect(taskId.safeParse(id).success).toBe(false);
  });

  it.each(['', 'abc\r\nx-injected: 1', 'ä', 'a b', '\0', 'x'.repeat(4_097)])(
    'is no session that a header can carry: %j',
    (token) => {
      expect(sessionToken.safeParse(token).success).toBe(false);
    },
  );
});
