import { control } from './control.mjs';

const recordDecision = 'apps/bff/src/changes/record-decision.ts';
const attacksTest = 'apps/bff/test/defence/attacks.test.ts';
const first = 'packages/database/src/migrations/0001-first.ts';

/** What happens once: a run, a decision, a person in a quorum. */
export const onceControls = [
  control(
    'A5',
    'one key, one submission',
    [
      [
        'apps/bff/src/idempotency/reservations.ts',
        'found.fingerprint !== key.fingerprint',
        'found.fingerprint === ""',
      ],
    ],
    [
      'apps/bff/test/idempotency.test.ts',
      'used for another request is refused, also when only the secret differs',
    ],
  ),
  control(
    'A5',
    'one task for one change',
    [
      [
        first,
        'change_id uuid not null unique references change',
        'change_id uuid not null references change',
      ],
    ],
    [
      'apps/bff/test/policy/races.test.ts',
      'make one task of fifty approvals, and the target sees one effect',
    ],
  ),
  control(
    'A5',
    'an effect on the console once',
    [
      [
        'apps/bff/src/operations/define-console-operation.ts',
        'if (!(await isFirstTime(journal, run.changeId))) return;',
        'await isFirstTime(journal, run.changeId);',
      ],
    ],
    [
      'apps/bff/test/policy/once.test.ts',
      'happens once, however often and from wherever it is tried',
    ],
  ),
  control(
    'A6',
    'the window for deciding, in the statement',
    [[recordDecision, ' and change.decide_by > clock_timestamp()', '']],
    [attacksTest, 'counts for nothing when the time to decide is over'],
  ),
  control(
    'A6',
    'the expiry, in the statement',
    [[recordDecision, 'and change.expires_at > clock_timestamp() and', 'and']],
    [attacksTest, 'counts for nothing when the change has expired'],
  ),
  control(
    'A6',
    'the window by the clock of the moment',
    [
      [
        recordDecision,
        'change.decide_by > clock_timestamp()',
        'change.decide_by > now()',
      ],
    ],
    [
      'apps/bff/test/policy/cool-off.test.ts',
      'closes even on a decision that was let in before: decide_by',
    ],
  ),
  control(
    'A6',
    'the state, in the statement',
    [
      [recordDecision, "and change.state = 'pending'\n", '\n'],
      [
        'apps/bff/src/changes/change-events.ts',
        "    .where('state', 'in', [...from])\n",
        '',
      ],
    ],
    [attacksTest, 'counts for nothing when the change was withdrawn'],
  ),
  control(
    'A6',
    'two decisions in order',
    [
      [
        recordDecision,
        '    .forUpdate()\n    .execute();\n  const { rows }',
        '    .execute();\n  const { rows }',
      ],
    ],
    [
      'apps/bff/test/separation.test.ts',
      'starts one task when the two come at once, many times each',
    ],
  ),
  control(
    'A6',
    'a withdrawal of what is pending',
    [
      [
        'apps/bff/src/changes/withdraw-change.ts',
        "((state = 'pending' and requester_id = ${person.id})",
        '((requester_id = ${person.id})',
      ],
    ],
    [
      'apps/bff/test/withdraw-reject.test.ts',
      'is too late once somebody has approved',
    ],
  ),
  control(
    'A7',
    'one person, one approval',
    [
      [first, ',\n    unique (change_id, person_id))`', ')`'],
      [recordDecision, 'on conflict (change_id, person_id) do nothing', ''],
    ],
    [
      attacksTest,
      'counts once when the same person has approved a moment before',
    ],
  ),
  control(
    'A7',
    'a passkey belongs to one person in the database',
    [
      [
        'packages/database/src/migrations/0002-people-and-policy.ts',
        'credential_id text not null unique',
        'credential_id text not null',
      ],
      [
        'apps/bff/src/passkeys/register-passkey.ts',
        "      .onConflict((conflict) => conflict.column('credential_id').doNothing())\n",
        '',
      ],
    ],
    [
      'apps/bff/test/passkeys/register-passkey.test.ts',
      'takes a key of one person from nobody else',
    ],
  ),
  control(
    'A7',
    'no name that looks like another',
    [
      [
        'apps/bff/src/people/username-rules.ts',
        'if (skeletonOf(username) === skeletonOf(name)) {',
        "if (skeletonOf(username) === '') {",
      ],
    ],
    [
      'apps/bff/test/people/invitations.test.ts',
      'is refused when it is a look-alike by a digit',
    ],
  ),
];
