const people = 'apps/bff/src/people/';

/** One control of one file, and the test that wants it. */
function control(name, file, takeOut, putIn, testFile, testName) {
  return {
    name,
    edits: [{ file: `${people}${file}`, takeOut, putIn }],
    test: { file: `apps/bff/${testFile}`, name: testName },
  };
}

/** What stands between somebody and an account: first account, invitations, sessions of others, passwords. */
export const gettingInControls = [
  control(
    'a session’s token is stored as a hash',
    'sessions.ts',
    "return createHash('sha256').update(token).digest();",
    'return Buffer.from(token);',
    'test/people/sessions.test.ts',
    'is not to be had from a copy of the database',
  ),
  control(
    'a sign-in ends the session before',
    'open-session.ts',
    '  await endSessionOfToken(journal.tx, browser.previousToken);\n',
    '',
    'test/people/sessions.test.ts',
    'is not continued by who signs in over it',
  ),
  control(
    'sessions of others need a fresh proof',
    'revoke-sessions.ts',
    '  if (!isOwn) await requireFreshProof(db, caller);\n',
    '',
    'test/people/sessions.test.ts',
    'of somebody else needs the management of people and a fresh proof',
  ),
  control(
    'a new password ends the other sessions',
    'change-password.ts',
    `await endSessionsOf(
      journal.tx,
      caller.person.id,
      'password_changed',
      caller.sid,
    );`,
    '0;',
    'test/people/change-password.test.ts',
    'goes on under a new token and ends every other session',
  ),
  control(
    'a password that was just changed opens nothing',
    'sign-in.ts',
    '    await holdPassword(journal.tx, found);\n',
    '',
    'test/people/change-password.test.ts',
    'leaves no session to a sign-in with the old one that is under way',
  ),
  control(
    'who is disabled loses every session',
    'update-person.ts',
    "await endSessionsOf(tx, personId, 'person_disabled');",
    '0;',
    'test/people/people.test.ts',
    'ends sessions at once and streams within five seconds',
  ),
  control(
    'an invitation works once',
    'invitations.ts',
    `    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
`,
    "    .where('token_hash', '=', hashToken(token))\n",
    'test/people/invitations.test.ts',
    'works once, also when two use it at the same moment',
  ),
  control(
    'no link into somebody else’s account',
    'invite-person.ts',
    'if (way !== undefined) {',
    'if (way === null) {',
    'test/people/invitations.test.ts',
    'is not made for who can sign in already: it would let its maker in',
  ),
  control(
    'no name that looks like another',
    'username-rules.ts',
    'if (skeletonOf(username) === skeletonOf(name)) {',
    "if (skeletonOf(username) === '') {",
    'test/people/invitations.test.ts',
    'is refused when it is a look-alike by a digit',
  ),
  control(
    'the first account is one',
    'first-account.ts',
    `    await lockPeople(tx);
    if (await hasAnybody(tx)) throw noFirstAccount();
`,
    '',
    'test/people/first-account.test.ts',
    'is one, also when several try at the same moment',
  ),
  control(
    'the first account needs the host’s token',
    'first-account-token.ts',
    'return token !== null && timingSafeEqual(digest(token), digest(given));',
    'return token !== null;',
    'test/people/first-account.test.ts',
    'needs the token itself, and trying many is slowed',
  ),
  control(
    'strangers keep nobody out',
    'sign-in-limits.ts',
    "if (!this.#known.has(pair)) await this.#everyone.consume('all');",
    "await this.#everyone.consume('all');",
    'src/people/sign-in-limits.test.ts',
    'let nobody be kept out by strangers who use up what everybody has',
  ),
];
