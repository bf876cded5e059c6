import { control } from './control.mjs';

const mayDecide = 'apps/bff/src/changes/may-decide.ts';
const policyOfChange = 'apps/bff/src/changes/policy-of-change.ts';
const checks = 'apps/bff/src/operations/console-update-policy/checks.ts';
const effect = 'apps/bff/src/operations/console-update-roles/effect.ts';
const updatePolicyTest = 'apps/bff/test/policy/update-policy.test.ts';
const updateRolesTest = 'apps/bff/test/policy/update-roles.test.ts';

/** What gives power over changes: the policy, roles, and the set-up. */
export const policyAndRoleControls = [
  control(
    'A9',
    'only who held the role when the change was submitted',
    [
      [
        mayDecide,
        '\n      and person_role.granted_at <= change.created_at)`',
        ')`',
      ],
    ],
    [
      'apps/bff/test/defence/attacks.test.ts',
      'counts for nothing when the approver was given the role anew',
    ],
  ),
  control(
    'A9',
    'the set-up ends once and for good',
    [
      [
        'apps/bff/src/people/set-up.ts',
        'return reached === undefined && !(',
        'return !(',
      ],
    ],
    [
      'apps/bff/test/people/set-up.test.ts',
      'never opens again, whoever is disabled or loses a role',
    ],
  ),
  control(
    'A9',
    'the last security admin stays',
    [
      [
        'apps/bff/src/people/last-admin.ts',
        'if (admins.some(({ id }) => id !== personId)) return;',
        'if (admins.length > 0) return;',
      ],
    ],
    [
      'apps/bff/test/people/people.test.ts',
      'never takes the last security admin, not even when two admins disable each other',
    ],
  ),
  control(
    'A9',
    'no link into somebody else’s account',
    [
      [
        'apps/bff/src/people/invite-person.ts',
        'if (way !== undefined) {',
        'if (way === null) {',
      ],
    ],
    [
      'apps/bff/test/people/invitations.test.ts',
      'is not made for who can sign in already: it would let its maker in',
    ],
  ),
  control(
    'A9',
    'a fresh approver, in the domain',
    [
      [
        mayDecide,
        'bool_or(person_role.granted_at <= change.created_at)',
        'bool_or(person_role.granted_at is not null)',
      ],
      [
        mayDecide,
        '      and person_role.granted_at <= change.created_at)`',
        '    )`',
      ],
    ],
    [
      updateRolesTest,
      'cannot decide on a change submitted before, and can on one submitted after',
    ],
  ),
  control(
    'A9',
    'a fresh approver’s approval that was planted',
    [
      [
        mayDecide,
        '\n      and person_role.granted_at <= change.created_at)`',
        ')`',
      ],
    ],
    [
      updateRolesTest,
      'does not count even when an approval was planted in the database',
    ],
  ),
  control(
    'A9',
    'one’s own roles',
    [
      [
        mayDecide,
        "change.operation = 'console.update-roles'",
        "change.operation = 'nothing'",
      ],
    ],
    [updateRolesTest, 'is approved by another, never by the one it is about'],
  ),
  control(
    'A9',
    'a policy asks at least one person',
    [
      [
        'packages/contract/src/policy.ts',
        'if (rule.approvals > 0) continue;',
        'if (rule.approvals >= 0) continue;',
      ],
    ],
    [
      updatePolicyTest,
      'never asks nobody: no approvals are refused at the field',
    ],
  ),
  control(
    'A9',
    'a quorum that can be reached',
    [[checks, 'if (beyond.length === 0) {', 'if (beyond.length >= 0) {']],
    [updatePolicyTest, 'is refused for a quorum that nobody could reach'],
  ),
  control(
    'A9',
    'a policy that weakens says so',
    [[checks, 'passed: weaker.length === 0,', 'passed: weaker.length >= 0,']],
    [updatePolicyTest, 'warns where the new policy asks for less'],
  ),
  control(
    'A9',
    'the most specific rule counts',
    [
      [
        policyOfChange,
        'connectionId ?? anyOperation(operation).policyConnection(frozen),',
        'null,',
      ],
    ],
    [
      'apps/bff/test/policy/update-connection.test.ts',
      'counts a rule of the policy that is about the connection itself',
    ],
  ),
  control(
    'A9',
    'what a console change was planned on',
    [
      [
        'apps/bff/src/operations/define-console-operation.ts',
        '        await refuseMoved(spec, journal, run);\n',
        '',
      ],
    ],
    [
      'apps/bff/test/policy/once.test.ts',
      'leaves nothing behind when what it was planned on has moved',
    ],
  ),
  control(
    'A9',
    'a security admin remains after a change of roles',
    [
      [
        'apps/bff/src/operations/console-update-roles/checks.ts',
        'passed: admins.length > 0,',
        'passed: true,',
      ],
    ],
    [
      updateRolesTest,
      'never leaves the console without a security admin, even by two changes at once',
    ],
  ),
  control(
    'A9',
    'a change of roles ends the sessions',
    [[effect, '  await endSessionsOf(tx, input.person, why(input));\n', '']],
    [
      updateRolesTest,
      'gives and takes roles, keeps the time of those that stay, and ends every session',
    ],
  ),
  control(
    'A9',
    'roles of who comes back count from then on',
    [
      [
        effect,
        'if (input.resetSignIn || before.disabled_at !== null) {',
        'if (input.resetSignIn && before.disabled_at !== null) {',
      ],
    ],
    [
      updateRolesTest,
      'disables, and lets back in with roles that count from then on',
    ],
  ),
  control(
    'A9',
    'no set-up rule after the set-up',
    [
      [
        policyOfChange,
        ' || !(await isSetUpOpen(db))) return rule;',
        ') return rule;',
      ],
    ],
    [
      'apps/bff/test/policy/set-up.test.ts',
      'and it ends with the second person, for good',
    ],
  ),
  control(
    'A9',
    'the life of a change is bounded',
    [
      [
        policyOfChange,
        'expiresInHours > maxExpiryHours)',
        'expiresInHours > 10 * maxExpiryHours)',
      ],
    ],
    [updatePolicyTest, 'limits how long a change may live'],
  ),
];
