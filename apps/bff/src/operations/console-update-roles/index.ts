import type { Verification } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { defineConsoleOperation } from '../define-console-operation.ts';
import { checks } from './checks.ts';
import { effect } from './effect.ts';
import { guard, type Guard, type Input, type K, read } from './guard.ts';
import { plan } from './plan.ts';

export const consoleUpdateRoles = defineConsoleOperation<K, Guard, null>({
  guard,
  searchWords: (input) => [input.person],
  read,
  checks,
  plan,
  prepare: () => Promise.resolve(null),
  effect: (journal, { changeId, input }) => effect(journal, changeId, input),
  verify: (db, run) => verify(db, run.input),
});

async function verify(db: Queryable, input: Input): Promise<Verification> {
  const now = await read(db, input);
  const isThere =
    now.active === input.active &&
    now.roles.join() === [...input.roles].sort().join();
  if (!isThere) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The person’s roles are not the ones that were approved.',
    };
  }
  return {
    level: 'full',
    proved: [
      `${now.displayName} has exactly the approved roles.`,
      now.active ? 'The person may sign in.' : 'The person is disabled.',
    ],
    notProved: [],
  };
}
