import { control } from './control.mjs';

const signInLimits = 'apps/bff/src/people/sign-in-limits.ts';
const firstAccountTest = 'apps/bff/test/people/first-account.test.ts';
const guessingTest = 'apps/bff/test/people/guessing.test.ts';
const signInTest = 'apps/bff/test/sign-in.test.ts';

/** What stands between somebody and an account: guessing, invitations, the first account. */
export const gettingInControls = [
  control(
    'B7',
    'guessing is slowed',
    [[signInLimits, 'await this.#pair.consume(pair);', '']],
    [signInTest, 'is slowed for account and address, whatever the spelling'],
  ),
  control(
    'B7',
    'strangers keep nobody out',
    [
      [
        signInLimits,
        "if (!this.#known.has(pair)) await this.#everyone.consume('all');",
        "await this.#everyone.consume('all');",
      ],
    ],
    [
      'apps/bff/src/people/sign-in-limits.test.ts',
      'let nobody be kept out by strangers who use up what everybody has',
    ],
  ),
  control(
    'B7',
    'one spelling per account',
    [[signInLimits, "    .normalize('NFKC')\n", '']],
    [
      guessingTest,
      'are five guesses; then the account is closed for that address and open elsewhere',
    ],
  ),
  control(
    'B7',
    'the account is closed for one address only',
    [
      [
        signInLimits,
        '    const pair = `${account}|${bucket}`;\n    await refuseWhenUsedUp',
        '    const pair = account;\n    await refuseWhenUsedUp',
      ],
    ],
    [
      guessingTest,
      'are five guesses; then the account is closed for that address and open elsewhere',
    ],
  ),
  control(
    'B7',
    'addresses that the client wrote itself',
    [
      [
        'apps/bff/src/http/client-address.ts',
        'forwarded.at(-hops)',
        'forwarded.at(0)',
      ],
    ],
    [
      guessingTest,
      'take no other bucket by addresses that the client itself wrote',
    ],
  ),
  control(
    'B7',
    'a decoy for a name that nobody has',
    [
      [
        'apps/bff/src/people/password.ts',
        '  const matches = await verify(',
        '  if (stored === null) return false;\n  const matches = await verify(',
      ],
    ],
    [signInTest, 'takes as long for an unknown name as for a wrong password'],
  ),
  control(
    'B7',
    'guessing at the step-up is slowed',
    [
      [
        'apps/bff/src/people/step-up.ts',
        '  await limits.take(account, origin.ip);\n',
        '',
      ],
    ],
    [
      'apps/bff/test/passkeys/step-up.test.ts',
      'refuses a wrong password, audits it, and slows down guessing',
    ],
  ),
  control(
    'B7',
    'an invitation works once',
    [
      [
        'apps/bff/src/people/invitations.ts',
        "    .where('token_hash', '=', hashToken(token))\n    .where('used_at', 'is', null)\n",
        "    .where('token_hash', '=', hashToken(token))\n",
      ],
    ],
    [
      'apps/bff/test/people/invitations.test.ts',
      'works once, also when two use it at the same moment',
    ],
  ),
  control(
    'B7',
    'the first account is one',
    [
      [
        'apps/bff/src/people/first-account.ts',
        '    await lockPeople(tx);\n    if (await hasAnybody(tx)) throw noFirstAccount();\n',
        '',
      ],
    ],
    [firstAccountTest, 'is one, also when several try at the same moment'],
  ),
  control(
    'B7',
    'the first account needs the host’s token',
    [
      [
        'apps/bff/src/people/first-account-token.ts',
        'return token !== null && timingSafeEqual(digest(token), digest(given));',
        'return token !== null;',
      ],
    ],
    [firstAccountTest, 'needs the token itself, and trying many is slowed'],
  ),
];
