import type { ConsoleUnderTest } from './console-under-test.ts';
import type { Person } from './person.ts';

const CALLS_EACH = 10;

/** Security admins who take turns: one person may start only so much in a minute. */
export function manyAdmins(console: ConsoleUnderTest): () => Promise<Person> {
  let calls = 0;
  let current: Promise<Person> | null = null;
  return () => {
    if (current === null || calls >= CALLS_EACH) {
      calls = 0;
      current = console.person('security_admin');
    }
    calls += 1;
    return current;
  };
}
