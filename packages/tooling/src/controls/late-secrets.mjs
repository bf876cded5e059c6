import { control } from './control.mjs';

const supply = 'apps/bff/src/changes/supply-secrets.ts';
const wrongKeys = 'apps/bff/src/changes/refuse-wrong-keys.ts';
const delivery = 'apps/bff/src/changes/secret-delivery.ts';
const supplyTest = 'apps/bff/test/late-secrets/supply.test.ts';
const submitTest = 'apps/bff/test/late-secrets/submit.test.ts';
const pageTest = 'apps/web/src/pages/change/supply-key.test.tsx';
const useSupplyKeys = 'apps/web/src/features/changes/use-supply-keys.ts';
const lossTest = 'apps/bff/test/late-secrets/loss.test.ts';

/** Private keys that are not kept while approval waits. */
export const lateSecretControls = [
  control(
    'A3',
    'late keys: the approved one',
    [
      [
        wrongKeys,
        'if (key.publicKeySha256 === publicKeySha256) return [];',
        "if (publicKeySha256 !== '') return [];",
      ],
    ],
    [
      supplyTest,
      'with a key of another certificate stores nothing, and the change still waits',
    ],
  ),
  control(
    'A3',
    'late keys: what is stored as approved',
    [[supply, 'if (!isIntact(change)) {', "if (change.digest === '') {"]],
    [
      supplyTest,
      'is refused when somebody altered what waits, the expected key included',
    ],
  ),
  control(
    'A3',
    'late keys: the digest that was looked at',
    [
      [
        supply,
        'if (body.digest !== change.digest) {',
        "if (body.digest === '') {",
      ],
      [supply, "    .where('digest', '=', body.digest)\n", ''],
    ],
    [supplyTest, 'is for exactly the approved digest'],
  ),
  control(
    'A3',
    'late keys: the requester',
    [
      [
        supply,
        'if (change.requesterId !== caller.person.id) {',
        "if (change.requesterId === '') {",
      ],
      [supply, "    .where('requester_id', '=', caller.person.id)\n", ''],
    ],
    [supplyTest, 'belongs to the requester alone'],
  ),
  control(
    'A3',
    'late keys: once',
    [
      [supply, "    .where('state', '=', 'approved')\n", ''],
      [supply, "    .where('waiting_for', '=', 'secret')\n", ''],
    ],
    [supplyTest, 'twice at once has one winner, and one effect'],
  ),
  control(
    'A3',
    'late keys: a fresh proof',
    [[supply, '  await requireFreshProof(parts.db, caller);\n', '']],
    [
      supplyTest,
      'asks for a fresh proof, after it has said what else is wrong',
    ],
  ),
  control(
    'C3',
    'late keys: after the cool-off',
    [
      [
        'apps/bff/src/changes/secret-wait.ts',
        "return state === 'approved' && waitingFor === 'secret';",
        "return state === 'approved' && waitingFor !== null;",
      ],
      [supply, "    .where('waiting_for', '=', 'secret')\n", ''],
    ],
    [supplyTest, 'is awaited only after the cool-off'],
  ),
  control(
    'C3',
    'late keys: a policy without kept keys',
    [
      [
        delivery,
        'if (sent !== undefined) throw wantedLater(sent);\n    return freezeLate(operation, input);',
        'return freezeSubmitted(operation, input);',
      ],
    ],
    [submitTest, 'refuses a key at submit with the choice left open'],
  ),
  control(
    'C3',
    'late keys: none beside the choice',
    [
      [
        delivery,
        '  if (sent !== undefined) {\n    throw refuseField(',
        "  if (sent === '') {\n    throw refuseField(",
      ],
      [
        delivery,
        '  const frozen = freezeLate(operation, input);',
        '  const frozen = freezeSubmitted(operation, input);\n  if (sent !== undefined) return frozen;',
      ],
    ],
    [
      submitTest,
      'is refused with a key that is sent along, and nothing is stored',
    ],
  ),
  control(
    'C6',
    'late keys: a task without its key',
    [
      [
        'apps/bff/src/tasks/task-program.ts',
        '    await refuseLostSecret(parts.db, task);\n',
        '',
      ],
      [
        'apps/bff/src/tasks/apply-step.ts',
        '  if (inMemory === null && lateKeysOf(change).size > 0) throw secretLost();\n',
        '',
      ],
    ],
    [
      lossTest,
      'before anything was sent ends the task honestly, and is not tried again without it',
    ],
  ),
  control(
    'C6',
    'late keys: not sent for again',
    [
      [
        'apps/bff/src/tasks/apply-step.ts',
        '  if (inMemory === null && lateKeysOf(change).size > 0) throw secretLost();\n',
        '',
      ],
    ],
    [
      lossTest,
      'after the intent is looked for at the target, and not sent again without it',
    ],
  ),
  control(
    'A3',
    'late keys: the policy’s rule goes',
    [
      [
        'apps/bff/src/policy/weaker-policy.ts',
        "before.privateKeys === 'late' && after.privateKeys !== 'late'",
        "before.privateKeys === 'late' && after.privateKeys === 'late'",
      ],
    ],
    [
      'apps/bff/src/policy/weaker-policy.test.ts',
      'is seen in private keys that may be kept again, and not in keys that may be no longer',
    ],
  ),
  control(
    'A3',
    'late keys: compared in the page',
    [
      [
        'apps/web/src/features/changes/late-key-form.ts',
        'return key.publicKeySha256 === publicKeySha256 ? null : OTHER_KEY;',
        "return publicKeySha256 === '' ? OTHER_KEY : null;",
      ],
    ],
    [pageTest, 'does not send another key, and says why'],
  ),
  control(
    'C8',
    'late keys: forgotten by the page',
    [
      [useSupplyKeys, '    gcTime: 0,\n', ''],
      [useSupplyKeys, '          supplying.reset();\n', ''],
    ],
    [pageTest, 'sends the approved key once, and the page forgets it'],
  ),
  control(
    'C8',
    'late keys: a pasted key is dropped',
    [
      [
        'apps/web/src/operations/vcenter-update-provider-client-certificate/form.tsx',
        "            form.setValue('privateKey', '');\n",
        '',
      ],
    ],
    [
      'apps/web/src/operations/vcenter-update-provider-client-certificate/key-delivery.test.tsx',
      'is after the approval by choice, and then the key leaves form and request',
    ],
  ),
];
