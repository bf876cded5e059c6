const sessions = 'apps/bff/src/people/sessions.ts';
const challenges = 'apps/bff/src/passkeys/passkey-challenges.ts';
const prove = 'apps/bff/src/passkeys/prove-with-passkey.ts';
const assertion = 'packages/approval-proof/src/verify-assertion.ts';
const signInTest = 'apps/bff/test/sign-in.test.ts';
const forged = (which) => ({
  file: 'apps/bff/test/passkeys/signed-approvals.test.ts',
  name: `is refused, audited and changes nothing: one ${which}`,
});

/** Who somebody is: sessions, passkeys, the organisation's sign-in, and the way in. */
export const peopleControls = [
  {
    name: 'a session that was ended',
    edits: [
      {
        file: sessions,
        takeOut: ".where('session.revoked_at', 'is', null)",
        putIn: '',
      },
    ],
    test: {
      file: signInTest,
      name: 'ends at sign-out, at once and for good',
    },
  },
  {
    name: 'the session of somebody disabled',
    edits: [
      {
        file: sessions,
        takeOut: ".where('person.disabled_at', 'is', null)",
        putIn: '',
      },
    ],
    test: { file: signInTest, name: 'ends with the person' },
  },
  {
    name: 'a session that was idle',
    edits: [
      {
        file: sessions,
        takeOut: '`${String(SESSION_IDLE_MINUTES)} minutes`',
        putIn: '`60 minutes`',
      },
    ],
    test: {
      file: signInTest,
      name: 'ends after a quarter of an hour without a request',
    },
  },
  {
    name: 'a new token at the step-up',
    edits: [
      {
        file: sessions,
        takeOut:
          '      token_hash: hashToken(token),\n      last_seen_at: sql<Date>`now()`,\n      ...(proof',
        putIn: '      last_seen_at: sql<Date>`now()`,\n      ...(proof',
      },
    ],
    test: {
      file: 'apps/bff/test/passkeys/step-up.test.ts',
      name: 'with a password gives the session a new token and ends the old one at once',
    },
  },
  {
    name: 'a cookie that scripts and other sites cannot use',
    edits: [
      {
        file: 'apps/bff/src/http/session-cookie.ts',
        takeOut: '; HttpOnly; SameSite=Strict',
        putIn: '',
      },
    ],
    test: {
      file: signInTest,
      name: 'sets a cookie that scripts and other sites cannot use',
    },
  },
  {
    name: 'guessing is slowed',
    edits: [
      {
        file: 'apps/bff/src/people/sign-in-limits.ts',
        takeOut: 'await this.#pair.consume(pair);',
        putIn: '',
      },
    ],
    test: {
      file: signInTest,
      name: 'is slowed for account and address, whatever the spelling',
    },
  },
  {
    name: 'a fresh proof',
    edits: [
      {
        file: 'apps/bff/src/people/fresh-proof.ts',
        takeOut: 'if (!isFresh)',
        putIn: 'if (false)',
      },
    ],
    test: {
      file: 'apps/bff/test/passkeys/step-up.test.ts',
      name: 'reads, but neither approves nor rejects, and the try is audited',
    },
  },
  {
    name: 'who has a passkey signs with it',
    edits: [
      {
        file: 'apps/bff/src/changes/approval-evidence.ts',
        takeOut: 'if (await hasPasskey(db, caller.person.id)) {',
        putIn: 'if (false) {',
      },
    ],
    test: {
      file: 'apps/bff/test/passkeys/step-up.test.ts',
      name: 'approves nothing for who has a passkey, however fresh the sign-in',
    },
  },
  {
    name: 'user verification',
    edits: [
      {
        file: assertion,
        takeOut: 'const needed = USER_PRESENT | USER_VERIFIED;',
        putIn: 'const needed = USER_PRESENT;',
      },
      {
        file: assertion,
        takeOut: 'requireUserVerification: true',
        putIn: 'requireUserVerification: false',
      },
    ],
    test: forged('made without user verification'),
  },
  {
    name: 'a challenge is used once',
    edits: [
      {
        file: challenges,
        takeOut:
          ".deleteFrom('passkey_challenge')\n    .where('challenge', '=', challenge)",
        putIn:
          ".updateTable('passkey_challenge')\n    .set({ sid: caller.sid })\n    .where('challenge', '=', challenge)",
      },
    ],
    test: forged('used already'),
  },
  {
    name: 'a challenge is for one change',
    edits: [
      {
        file: challenges,
        takeOut: 'row.change_id !== (change?.changeId ?? null) ||\n',
        putIn: '',
      },
      {
        file: challenges,
        takeOut: 'row.digest !== (change?.digest ?? null)\n',
        putIn: 'false\n',
      },
    ],
    test: forged('made for another change'),
  },
  {
    name: 'a challenge lasts two minutes',
    edits: [
      { file: challenges, takeOut: 'if (!row.is_open)', putIn: 'if (false)' },
    ],
    test: forged('that comes after its two minutes'),
  },
  {
    name: 'a passkey is one person’s',
    edits: [
      {
        file: prove,
        takeOut:
          ".where('person_id', '=', caller.person.id)\n    .executeTakeFirst();",
        putIn: '.executeTakeFirst();',
      },
      {
        file: prove,
        takeOut: ' || !isHandleOf(caller, assertion)',
        putIn: '',
      },
    ],
    test: forged('by another person’s passkey'),
  },
  {
    name: 'the origin of an assertion',
    edits: [
      {
        file: assertion,
        takeOut:
          'if (client.origin !== origin || client.crossOrigin === true) {',
        putIn: 'if (false) {',
      },
      {
        file: assertion,
        takeOut: 'expectedOrigin: origin,',
        putIn: 'expectedOrigin: client(expected),',
      },
      {
        file: assertion,
        takeOut: 'function findFault(',
        putIn:
          "function client(expected: ExpectedAssertion): string {\n  return readClientData(expected.assertion.response.clientDataJSON)?.origin ?? '';\n}\n\nfunction findFault(",
      },
    ],
    test: forged('made on another page'),
  },
  {
    name: 'the last security admin stays',
    edits: [
      {
        file: 'apps/bff/src/people/last-admin.ts',
        takeOut: 'if (admins.some(({ id }) => id !== personId)) return;',
        putIn: 'if (admins.length > 0) return;',
      },
    ],
    test: {
      file: 'apps/bff/test/people/people.test.ts',
      name: 'never takes the last security admin, not even when two admins disable each other',
    },
  },
  {
    name: 'the set-up ends once and for good',
    edits: [
      {
        file: 'apps/bff/src/people/set-up.ts',
        takeOut: 'return reached === undefined && !(',
        putIn: 'return !(',
      },
    ],
    test: {
      file: 'apps/bff/test/people/set-up.test.ts',
      name: 'never opens again, whoever is disabled or loses a role',
    },
  },
  {
    name: 'a nonce of each organisation sign-in’s own',
    edits: [
      {
        file: 'apps/bff/src/oidc/sign-in-attempt.ts',
        takeOut: "nonce: derive(key, 'nonce', seed),",
        putIn: "nonce: 'of-another-sign-in',",
      },
    ],
    test: {
      file: 'apps/bff/test/oidc/faults.test.ts',
      name: 'is refused with another nonce',
    },
  },
  {
    name: 'the state of the organisation’s sign-in',
    edits: [
      {
        file: 'apps/bff/src/oidc/organisation-sign-in.ts',
        takeOut: "if (query['state'] !== state) {",
        putIn: "if (query['state'] === '') {",
      },
      {
        file: 'apps/bff/src/oidc/identity-provider.ts',
        takeOut: 'expectedState: state,',
        putIn: 'expectedState: skipStateCheck,',
      },
      {
        file: 'apps/bff/src/oidc/identity-provider.ts',
        takeOut: '  authorizationCodeGrant,\n',
        putIn: '  authorizationCodeGrant,\n  skipStateCheck,\n',
      },
    ],
    test: {
      file: 'apps/bff/test/oidc/faults.test.ts',
      name: 'is refused with another state',
    },
  },
  {
    name: 'the time in a webhook’s signature',
    edits: [
      {
        file: 'apps/bff/src/notifications/sign-webhook.ts',
        takeOut: '.update(`${timestamp}.${body}`)',
        putIn: '.update(body)',
      },
    ],
    test: {
      file: 'apps/bff/test/notifications/webhooks.test.ts',
      name: 'is signed over its time and its body, and a receiver refuses what is altered, moved or old',
    },
  },
];
