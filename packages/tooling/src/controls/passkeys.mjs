import { control } from './control.mjs';

const managePasskeys = 'apps/bff/src/passkeys/manage-passkeys.ts';
const passkeyChallenges = 'apps/bff/src/passkeys/passkey-challenges.ts';
const proveWithPasskey = 'apps/bff/src/passkeys/prove-with-passkey.ts';
const registerPasskey = 'apps/bff/src/passkeys/register-passkey.ts';
const registerPasskeyTest = 'apps/bff/test/passkeys/register-passkey.test.ts';
const signedApprovalsTest = 'apps/bff/test/passkeys/signed-approvals.test.ts';
const stepUpTest = 'apps/bff/test/passkeys/step-up.test.ts';
const verifyAssertion = 'packages/approval-proof/src/verify-assertion.ts';

/** Passkeys: what their signatures prove, who has them, and what can be checked of them afterwards. */
export const passkeyControls = [
  control(
    'B9',
    'who has a passkey signs with it',
    [
      [
        'apps/bff/src/changes/approval-evidence.ts',
        'if (await hasPasskey(db, caller.person.id)) {',
        'if (false) {',
      ],
    ],
    [
      stepUpTest,
      'approves nothing for who has a passkey, however fresh the sign-in',
    ],
  ),
  control(
    'B9',
    'user verification',
    [
      [
        verifyAssertion,
        'const needed = USER_PRESENT | USER_VERIFIED;',
        'const needed = USER_PRESENT;',
      ],
      [
        verifyAssertion,
        'requireUserVerification: true',
        'requireUserVerification: false',
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made without user verification',
    ],
  ),
  control(
    'B9',
    'a challenge is used once',
    [
      [
        passkeyChallenges,
        ".deleteFrom('passkey_challenge')\n    .where('challenge', '=', challenge)",
        ".updateTable('passkey_challenge')\n    .set({ sid: caller.sid })\n    .where('challenge', '=', challenge)",
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one used already',
    ],
  ),
  control(
    'B9',
    'a challenge is for one change',
    [
      [
        passkeyChallenges,
        'row.change_id !== (change?.changeId ?? null) ||\n',
        '',
      ],
      [
        passkeyChallenges,
        'row.digest !== (change?.digest ?? null)\n',
        'false\n',
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made for another change',
    ],
  ),
  control(
    'B9',
    'a challenge lasts two minutes',
    [[passkeyChallenges, 'if (!row.is_open)', 'if (false)']],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one that comes after its two minutes',
    ],
  ),
  control(
    'B9',
    'a challenge is for one session',
    [[passkeyChallenges, 'row?.sid !== caller.sid', 'row === undefined']],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made in another session of the same person',
    ],
  ),
  control(
    'B9',
    'a challenge is for one purpose',
    [
      [passkeyChallenges, 'row.purpose !== about.purpose ||\n', ''],
      [
        passkeyChallenges,
        'row.change_id !== (change?.changeId ?? null) ||',
        '(row.purpose === about.purpose && row.change_id !== (change?.changeId ?? null)) ||',
      ],
      [
        passkeyChallenges,
        'row.digest !== (change?.digest ?? null)\n',
        '(row.purpose === about.purpose && row.digest !== (change?.digest ?? null))\n',
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made for a step-up',
    ],
  ),
  control(
    'B9',
    'few challenges of one person',
    [[passkeyChallenges, 'limit ${MOST_CHALLENGES - 1}', 'limit 1000']],
    [
      registerPasskeyTest,
      'keeps few challenges of one person, however many are asked for',
    ],
  ),
  control(
    'B9',
    'a passkey is one person’s',
    [
      [
        proveWithPasskey,
        ".where('person_id', '=', caller.person.id)\n    .executeTakeFirst();",
        '.executeTakeFirst();',
      ],
      [proveWithPasskey, ' || !isHandleOf(caller, assertion)', ''],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one by another person’s passkey',
    ],
  ),
  control(
    'B9',
    'the person that an authenticator names',
    [[proveWithPasskey, ' || !isHandleOf(caller, assertion)', '']],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one that names another person',
    ],
  ),
  control(
    'B9',
    'the origin of an assertion',
    [
      [
        verifyAssertion,
        'if (client.origin !== origin || client.crossOrigin === true) {',
        'if (false) {',
      ],
      [
        verifyAssertion,
        'expectedOrigin: origin,',
        'expectedOrigin: client(expected),',
      ],
      [
        verifyAssertion,
        'function findFault(',
        "function client(expected: ExpectedAssertion): string {\n  return readClientData(expected.assertion.response.clientDataJSON)?.origin ?? '';\n}\n\nfunction findFault(",
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made on another page',
    ],
  ),
  control(
    'B9',
    'no assertion out of a frame',
    [[verifyAssertion, ' || client.crossOrigin === true', '']],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one made in a frame of another site',
    ],
  ),
  control(
    'B9',
    'the signature of an assertion',
    [
      [
        verifyAssertion,
        "    if (!verified) return { ok: false, fault: 'signature' };\n",
        '',
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one signed with a key that nobody registered',
    ],
  ),
  control(
    'B9',
    'a use count that grows',
    [
      [proveWithPasskey, 'counter: passkey.counter', 'counter: 0'],
      [
        proveWithPasskey,
        '(counter < ${verified.counter} or (counter = 0 and ${verified.counter} = 0))',
        'true',
      ],
    ],
    [
      signedApprovalsTest,
      'is refused, audited and changes nothing: one whose use count went back',
    ],
  ),
  control(
    'B9',
    'a use count, in the statement',
    [
      [
        proveWithPasskey,
        '(counter < ${verified.counter} or (counter = 0 and ${verified.counter} = 0))',
        'true',
      ],
    ],
    [stepUpTest, 'refuses two answers of one passkey with the same count'],
  ),
  control(
    'B9',
    'a password where there is a passkey',
    [
      [
        'apps/bff/src/people/step-up.ts',
        "if (!methods.includes('password')) {",
        'if (methods.length === 0) {',
      ],
    ],
    [stepUpTest, 'takes no password from who has a passkey'],
  ),
  control(
    'B9',
    'a verified person at the registration',
    [
      [
        registerPasskey,
        'requireUserVerification: true',
        'requireUserVerification: false',
      ],
    ],
    [registerPasskeyTest, 'refuses an answer without a verified person'],
  ),
  control(
    'B9',
    'a fresh proof for a new passkey',
    [
      [registerPasskey, '  await requireProofForPasskeys(db, caller);\n', ''],
      [
        registerPasskey,
        '  await requireProofForPasskeys(parts.db, caller);\n',
        '',
      ],
    ],
    [
      registerPasskeyTest,
      'needs a fresh proof: the password for the first, a passkey for the next',
    ],
  ),
  control(
    'B9',
    'the last passkey of who decides',
    [
      [
        managePasskeys,
        'if (passkeys.length === 1 &&',
        'if (passkeys.length === 0 &&',
      ],
    ],
    [
      registerPasskeyTest,
      'leaves somebody who decides on changes at least one',
    ],
  ),
  control(
    'B9',
    'two removals in order',
    [
      [
        managePasskeys,
        '    await lockPerson(journal.tx, caller.person.id);\n',
        '',
      ],
    ],
    [registerPasskeyTest, 'leaves one also when two are removed at once'],
  ),
];
