import { control } from './control.mjs';

const sessionCookie = 'apps/bff/src/http/session-cookie.ts';
const freshProof = 'apps/bff/src/people/fresh-proof.ts';
const openSession = 'apps/bff/src/people/open-session.ts';
const sessions = 'apps/bff/src/people/sessions.ts';
const stepUpTest = 'apps/bff/test/passkeys/step-up.test.ts';
const changePasswordTest = 'apps/bff/test/people/change-password.test.ts';
const sessionsTest = 'apps/bff/test/people/sessions.test.ts';
const signInTest = 'apps/bff/test/sign-in.test.ts';

/** What a session is worth, and when it ends. */
export const sessionControls = [
  control(
    'B1',
    'a session that was ended',
    [[sessions, ".where('session.revoked_at', 'is', null)", '']],
    [signInTest, 'ends at sign-out, at once and for good'],
  ),
  control(
    'B1',
    'a session that was idle',
    [[sessions, '`${String(SESSION_IDLE_MINUTES)} minutes`', '`60 minutes`']],
    [signInTest, 'ends after a quarter of an hour without a request'],
  ),
  control(
    'B1',
    'a session’s last hour',
    [
      [
        sessions,
        "    .where('session.expires_at', '>', sql<Date>`now()`)\n",
        '',
      ],
    ],
    [signInTest, 'is kept alive by use, but not beyond its hours'],
  ),
  control(
    'B1',
    'a new token at the step-up',
    [
      [
        sessions,
        '      token_hash: hashToken(token),\n      last_seen_at: sql<Date>`now()`,\n      ...(proof',
        '      last_seen_at: sql<Date>`now()`,\n      ...(proof',
      ],
    ],
    [
      stepUpTest,
      'with a password gives the session a new token and ends the old one at once',
    ],
  ),
  control(
    'B1',
    'a cookie that scripts and other sites cannot use',
    [[sessionCookie, '; HttpOnly; SameSite=Strict', '']],
    [signInTest, 'sets a cookie that scripts and other sites cannot use'],
  ),
  control(
    'B1',
    'a session’s token is stored as a hash',
    [
      [
        sessions,
        "return hash('sha256', token, 'buffer');",
        'return Buffer.from(token);',
      ],
    ],
    [sessionsTest, 'is not to be had from a copy of the database'],
  ),
  control(
    'B1',
    'a fresh proof',
    [[freshProof, 'if (!isFresh)', 'if (false)']],
    [
      stepUpTest,
      'reads, but neither approves nor rejects, and the try is audited',
    ],
  ),
  control(
    'B1',
    'a fresh proof for rejecting',
    [
      [
        'apps/bff/src/changes/decide-change.ts',
        '  await requireFreshProof(parts.db, caller);\n',
        '',
      ],
    ],
    [
      stepUpTest,
      'reads, but neither approves nor rejects, and the try is audited',
    ],
  ),
  control(
    'B1',
    'a fresh proof for handing over a secret',
    [['apps/bff/src/changes/submit-change.ts', 'plain.size > 0 || ', '']],
    [stepUpTest, 'is refused on an old password'],
  ),
  control(
    'B1',
    'a fresh proof for removing a connection',
    [
      [
        'apps/bff/src/connections/delete-connection.ts',
        '  await requireFreshProof(parts.db, caller);\n',
        '',
      ],
    ],
    [stepUpTest, 'is refused on an old password'],
  ),
  control(
    'B1',
    'the age of a proof',
    [
      [
        freshProof,
        'FRESH_PROOF_SECONDS[caller.proof.method] * 1000',
        'Infinity',
      ],
    ],
    [stepUpTest, 'is refused on a passkey used six minutes ago'],
  ),
  control(
    'B1',
    'a passkey where the policy asks for one',
    [
      [
        freshProof,
        "(await passkeyRuleInForce(db)) === 'required'",
        "(await passkeyRuleInForce(db)) === ('' as string)",
      ],
    ],
    [
      stepUpTest,
      'nobody decides or hands over a secret without one, however fresh the sign-in',
    ],
  ),
  control(
    'B1',
    'sessions of others need a fresh proof',
    [
      [
        'apps/bff/src/people/revoke-sessions.ts',
        '  if (!isOwn) await requireFreshProof(db, caller);\n',
        '',
      ],
    ],
    [
      sessionsTest,
      'of somebody else needs the management of people and a fresh proof',
    ],
  ),
  control(
    'B1',
    'a new password ends the other sessions',
    [
      [
        'apps/bff/src/people/change-password.ts',
        "await endSessionsOf(\n      journal.tx,\n      caller.person.id,\n      'password_changed',\n      caller.sid,\n    );",
        '0;',
      ],
    ],
    [
      changePasswordTest,
      'goes on under a new token and ends every other session',
    ],
  ),
  control(
    'B1',
    'a password that was just changed opens nothing',
    [
      [
        'apps/bff/src/people/sign-in.ts',
        '    await holdPassword(journal.tx, found);\n',
        '',
      ],
    ],
    [
      changePasswordTest,
      'leaves no session to a sign-in with the old one that is under way',
    ],
  ),
  control(
    'B1',
    'roles that changed end the sessions',
    [
      [
        'apps/bff/src/oidc/sync-roles.ts',
        "  await endSessionsOf(tx, personId, 'roles_changed');\n",
        '',
      ],
    ],
    [
      'apps/bff/test/oidc/sign-in.test.ts',
      'refuses whoever has lost the last group, and ends the sessions that are open',
    ],
  ),
  control(
    'B2',
    'a sign-in ends the session before',
    [
      [
        openSession,
        '  await endSessionOfToken(journal.tx, browser.previousToken);\n',
        '',
      ],
    ],
    [
      sessionsTest,
      'of the attacker’s own session is not continued by who signs in over it',
    ],
  ),
  control(
    'B2',
    'another host’s cookie is none',
    [
      [
        sessionCookie,
        'return cookieNamed(NAMES[mode], header);',
        'return cookieNamed(NAMES.demo, header) ?? cookieNamed(NAMES[mode], header);',
      ],
    ],
    [
      'apps/bff/src/http/session-cookie.test.ts',
      'is never one that another host could have planted',
    ],
  ),
  control(
    'B2',
    'a planted token is nobody’s',
    [
      [
        openSession,
        'const { token, sid } = await startSession(journal.tx, {',
        'const { token, sid } = await startSession(journal.tx, {\n    planted: browser.previousToken,',
      ],
      [
        sessions,
        '{ personId, identityId, proof, provedAt, ip, device }: NewSession,',
        '{ personId, identityId, proof, provedAt, ip, device, planted }: NewSession & { planted?: string | null },',
      ],
      [
        sessions,
        "const token = randomBytes(32).toString('base64url');\n  const sid",
        "const token = planted ?? randomBytes(32).toString('base64url');\n  const sid",
      ],
    ],
    [sessionsTest, 'is not the session after sign-in, and stays worthless'],
  ),
];
