import { control } from './control.mjs';

const admitDecision = 'apps/bff/src/changes/admit-decision.ts';
const recordDecision = 'apps/bff/src/changes/record-decision.ts';
const quorum = 'apps/bff/src/changes/quorum.ts';
const checkStep = 'apps/bff/src/tasks/check-step.ts';
const attacksTest = 'apps/bff/test/defence/attacks.test.ts';
const onePersonTest = 'apps/bff/test/policy/one-person.test.ts';
const separationTest = 'apps/bff/test/separation.test.ts';
const digestTest = 'packages/approval-proof/src/digest.test.ts';
const digest = 'packages/approval-proof/src/digest.ts';

/** Who may decide on what, and what a decision is worth when its task begins. */
export const decisionControls = [
  control(
    'A1',
    'own change, in the domain',
    [
      [
        admitDecision,
        'if (change.requesterId === caller.person.id) {',
        'if (change.requesterId === "nobody") {',
      ],
    ],
    [separationTest, 'is never decided by its requester, whatever the roles'],
  ),
  control(
    'A1',
    'own change, in the statement',
    [[recordDecision, ' and change.requester_id <> ${caller.person.id}', '']],
    [
      attacksTest,
      'counts for nothing when the change has become the approver’s own',
    ],
  ),
  control(
    'A1',
    'own change, in the quorum',
    [[quorum, ' and approval.person_id <> change.requester_id', '']],
    [
      attacksTest,
      'counts for nothing when it is the requester’s own, however it got there',
    ],
  ),
  control(
    'A1',
    'own change, in all three places',
    [
      [
        admitDecision,
        'if (change.requesterId === caller.person.id) {',
        'if (change.requesterId === "nobody") {',
      ],
      [recordDecision, ' and change.requester_id <> ${caller.person.id}', ''],
      [quorum, ' and approval.person_id <> change.requester_id', ''],
    ],
    [onePersonTest, 'never gets a change approved: security_admin + reviewer'],
  ),
  control(
    'A1',
    'a planted approval of one’s own change',
    [[quorum, ' and approval.person_id <> change.requester_id', '']],
    [
      onePersonTest,
      'is not counted even when an approval of the own change was planted in the database',
    ],
  ),
  control(
    'A2',
    'the digest that was looked at',
    [
      [
        admitDecision,
        'if (looksAt !== change.digest) {',
        'if (looksAt === "") {',
      ],
    ],
    [separationTest, 'needs exactly the digest that was looked at'],
  ),
  control(
    'A2',
    'the digest, in the statement',
    [[recordDecision, 'change.digest = ${body.digest} and ', '']],
    [attacksTest, 'counts for nothing when the change has another digest'],
  ),
  control(
    'A2',
    'what is stored still has its digest, at the approval',
    [[admitDecision, 'if (!isIntact(change)) {', 'if (false) {']],
    [separationTest, 'is not approved when its requester was exchanged'],
  ),
  control(
    'A2',
    'what is stored still has its digest, before sending',
    [[checkStep, 'refuseAltered(change);\n', '']],
    [separationTest, 'is not sent when that happens after the approval'],
  ),
  control(
    'A2',
    'the target has not moved, before sending',
    [[checkStep, 'await refuseMoved(parts, change, signal, attempt);', '']],
    [
      'apps/bff/test/stale.test.ts',
      'is found when it moves between approval and sending',
    ],
  ),
  control(
    'A2',
    'every covered field, before sending',
    [
      [
        'apps/bff/src/changes/change-record.ts',
        'return recomputeDigest(change) === change.digest;',
        "return recomputeDigest(change) !== '';",
      ],
    ],
    [
      'apps/bff/test/policy/altered-changes.test.ts',
      'is not sent once any covered field was altered after its approval, whichever',
    ],
  ),
  control(
    'A2',
    'the request is in the digest',
    [
      [
        digest,
        'return digestOf({ v: 1, ...change });',
        'return digestOf({ v: 1, ...change, request: null });',
      ],
    ],
    [digestTest, 'is another one when request, path differs'],
  ),
  control(
    'A3',
    'a secret’s commitment is in the digest',
    [
      [
        digest,
        'return digestOf({ v: 1, ...change });',
        'return digestOf({ v: 1, ...change, secrets: Object.keys(change.secrets) });',
      ],
    ],
    [digestTest, 'is another one when secrets, commitment differs'],
  ),
  control(
    'A3',
    'a secret is the one that was approved',
    [
      [
        'apps/bff/src/tasks/run-of.ts',
        '  refuseUncommitted(parts, change, secrets);\n',
        '',
      ],
    ],
    [
      separationTest,
      'is not sent with the secret of another change in place of its own',
    ],
  ),
  control(
    'A11',
    'approvals are counted again before sending',
    [[checkStep, 'await refuseLostApproval(parts, change);', '']],
    [separationTest, 'no longer counts once the task begins: disabled'],
  ),
  control(
    'A11',
    'an approver who is gone counts no more',
    [
      [
        'apps/bff/src/changes/may-decide.ts',
        'person.id = person_role.person_id and person.disabled_at is null',
        'person.id = person_role.person_id',
      ],
    ],
    [
      separationTest,
      'forgets an approver who is gone when the second one comes',
    ],
  ),
  control(
    'A11',
    'the session of somebody disabled',
    [
      [
        'apps/bff/src/people/sessions.ts',
        ".where('person.disabled_at', 'is', null)",
        '',
      ],
    ],
    ['apps/bff/test/sign-in.test.ts', 'ends with the person'],
  ),
  control(
    'A11',
    'who is disabled loses every session',
    [
      [
        'apps/bff/src/people/update-person.ts',
        "await endSessionsOf(tx, personId, 'person_disabled');",
        '0;',
      ],
    ],
    [
      'apps/bff/test/people/people.test.ts',
      'ends sessions at once and streams within five seconds',
    ],
  ),
  control(
    'A11',
    'a lost group takes its role',
    [
      [
        'apps/bff/src/oidc/sync-roles.ts',
        ".where('role', 'in', taken)",
        ".where('role', 'in', ['none'])",
      ],
    ],
    [
      'apps/bff/test/oidc/sign-in.test.ts',
      'takes the role of a lost group, keeps the rest with their dates, and ends the sessions from before',
    ],
  ),
];
