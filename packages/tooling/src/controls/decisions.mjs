const decide = 'apps/bff/src/changes/decide-change.ts';
const check = 'apps/bff/src/tasks/check-step.ts';
const separation = 'apps/bff/test/separation.test.ts';
const attacks = 'apps/bff/test/defence/attacks.test.ts';

/** Who may decide on what, and what a decision is worth when its task begins. */
export const decisionControls = [
  {
    name: 'own change, in the domain',
    edits: [
      {
        file: decide,
        takeOut: 'if (change.requesterId === caller.person.id) {',
        putIn: 'if (change.requesterId === "nobody") {',
      },
    ],
    test: {
      file: separation,
      name: 'is never decided by its requester, whatever the roles',
    },
  },
  {
    name: 'own change, in the statement',
    edits: [
      {
        file: decide,
        takeOut: ' and change.requester_id <> ${caller.person.id}',
        putIn: '',
      },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when the change has become the approver’s own',
    },
  },
  {
    name: 'own change, in the quorum',
    edits: [
      {
        file: 'apps/bff/src/changes/quorum.ts',
        takeOut: ' and approval.person_id <> change.requester_id',
        putIn: '',
      },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when it is the requester’s own, however it got there',
    },
  },
  {
    name: 'the digest that was looked at',
    edits: [
      {
        file: decide,
        takeOut: 'if (looksAt !== change.digest) {',
        putIn: 'if (looksAt === "") {',
      },
    ],
    test: {
      file: separation,
      name: 'needs exactly the digest that was looked at',
    },
  },
  {
    name: 'the digest, in the statement',
    edits: [
      {
        file: decide,
        takeOut: 'change.digest = ${body.digest} and ',
        putIn: '',
      },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when the change has another digest',
    },
  },
  {
    name: 'what is stored still has its digest, at the approval',
    edits: [
      {
        file: decide,
        takeOut: 'if (!isIntact(change)) {',
        putIn: 'if (false) {',
      },
    ],
    test: {
      file: separation,
      name: 'is not approved when its requester was exchanged',
    },
  },
  {
    name: 'what is stored still has its digest, before sending',
    edits: [{ file: check, takeOut: 'refuseAltered(change);\n', putIn: '' }],
    test: {
      file: separation,
      name: 'is not sent when that happens after the approval',
    },
  },
  {
    name: 'approvals are counted again before sending',
    edits: [
      {
        file: check,
        takeOut: 'await refuseLostApproval(parts, change);',
        putIn: '',
      },
    ],
    test: {
      file: separation,
      name: 'no longer counts once the task begins: disabled',
    },
  },
  {
    name: 'the target has not moved, before sending',
    edits: [
      {
        file: check,
        takeOut: 'await refuseMoved(parts, change, ctx.signal, ctx.attempt);',
        putIn: '',
      },
    ],
    test: {
      file: 'apps/bff/test/stale.test.ts',
      name: 'is found when it moves between approval and sending',
    },
  },
  {
    name: 'one person, one approval',
    edits: [
      {
        file: 'packages/database/src/migrations/0001-first.ts',
        takeOut: ',\n    unique (change_id, person_id))`',
        putIn: ')`',
      },
      {
        file: decide,
        takeOut: 'on conflict (change_id, person_id) do nothing',
        putIn: '',
      },
    ],
    test: {
      file: attacks,
      name: 'counts once when the same person has approved a moment before',
    },
  },
  {
    name: 'the window for deciding',
    edits: [
      { file: decide, takeOut: ' and change.decide_by > now()', putIn: '' },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when the time to decide is over',
    },
  },
  {
    name: 'the expiry, in the statement',
    edits: [
      {
        file: decide,
        takeOut: 'and change.expires_at > now() and',
        putIn: 'and',
      },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when the change has expired',
    },
  },
  {
    name: 'only who held the role when the change was submitted',
    edits: [
      {
        file: 'apps/bff/src/changes/may-decide.ts',
        takeOut: '\n      and person_role.granted_at <= change.created_at)`',
        putIn: ')`',
      },
    ],
    test: {
      file: attacks,
      name: 'counts for nothing when the approver was given the role anew',
    },
  },
  {
    name: 'the cool-off begins with the last approval',
    edits: [
      {
        file: decide,
        takeOut: 'if (coolOffMinutes === 0) return',
        putIn: 'if (coolOffMinutes >= 0) return',
      },
    ],
    test: {
      file: 'apps/bff/test/policy/cool-off.test.ts',
      name: 'lets nothing claim it before its time, and says when that is',
    },
  },
  {
    name: 'the cool-off is counted again before sending',
    edits: [
      {
        file: check,
        takeOut: 'await refuseTooEarly(parts, change);',
        putIn: '',
      },
    ],
    test: {
      file: 'apps/bff/test/policy/cool-off.test.ts',
      name: 'is counted again from the approvals before anything is sent',
    },
  },
  {
    name: 'one key, one submission',
    edits: [
      {
        file: 'apps/bff/src/idempotency/reservations.ts',
        takeOut: 'found.fingerprint !== key.fingerprint',
        putIn: 'found.fingerprint === ""',
      },
    ],
    test: {
      file: 'apps/bff/test/idempotency.test.ts',
      name: 'used for another request is refused, also when only the secret differs',
    },
  },
];
