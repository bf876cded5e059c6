import { control } from './control.mjs';

const identityProvider = 'apps/bff/src/oidc/identity-provider.ts';
const localPath = 'apps/bff/src/oidc/local-path.ts';
const organisationSignIn = 'apps/bff/src/oidc/organisation-sign-in.ts';
const personOfIdentity = 'apps/bff/src/oidc/person-of-identity.ts';
const signInAttempt = 'apps/bff/src/oidc/sign-in-attempt.ts';
const ageOfProofTest = 'apps/bff/test/oidc/age-of-proof.test.ts';
const faultsTest = 'apps/bff/test/oidc/faults.test.ts';
const signInTest = 'apps/bff/test/oidc/sign-in.test.ts';
const waysBackTest = 'apps/bff/test/oidc/ways-back.test.ts';

/** Sign-in at the organisation’s identity provider: what is believed, and whom it lets in. */
export const organisationControls = [
  control(
    'B8',
    'the signature of the identity provider',
    [[identityProvider, '        enableNonRepudiationChecks,\n', '']],
    [faultsTest, 'is refused with the signature of another key'],
  ),
  control(
    'B8',
    'a token from the future',
    [[identityProvider, '+ TOLERANCE_SECONDS', '+ 1e9']],
    [faultsTest, 'is refused with an issue date in the future'],
  ),
  control(
    'B8',
    'a nonce of each organisation sign-in’s own',
    [
      [
        signInAttempt,
        "nonce: derive(key, 'nonce', seed),",
        "nonce: 'of-another-sign-in',",
      ],
    ],
    [faultsTest, 'is refused with another nonce'],
  ),
  control(
    'B8',
    'the state of the organisation’s sign-in',
    [
      [
        organisationSignIn,
        "if (query['state'] !== state) {",
        "if (query['state'] === '') {",
      ],
      [
        identityProvider,
        'expectedState: state,',
        'expectedState: skipStateCheck,',
      ],
      [
        identityProvider,
        '  authorizationCodeGrant,\n',
        '  authorizationCodeGrant,\n  skipStateCheck,\n',
      ],
    ],
    [waysBackTest, 'is refused with another state'],
  ),
  control(
    'B8',
    'an attempt comes back once',
    [
      [
        'apps/bff/src/oidc/mark-used.ts',
        'return taken !== undefined;',
        'return taken !== null;',
      ],
    ],
    [
      waysBackTest,
      'is refused a second time, with code and cookie as they were',
    ],
  ),
  control(
    'B8',
    'an attempt is ours',
    [
      [
        signInAttempt,
        '!timingSafeEqual(given, expected)',
        'timingSafeEqual(given, Buffer.alloc(given.length))',
      ],
    ],
    [
      'apps/bff/src/oidc/sign-in-attempt.test.ts',
      'is not read when another key wrote it, or anything of it was changed',
    ],
  ),
  control(
    'B8',
    'an answer of bounded size',
    [
      [
        'apps/bff/src/oidc/bounded-fetch.ts',
        '    maxResponseSize: MOST_BYTES,\n',
        '',
      ],
    ],
    [faultsTest, 'is refused with keys of two megabytes'],
  ),
  control(
    'B8',
    'a request that only looks uses nothing up',
    [['apps/bff/src/http/express-app.ts', "method === 'HEAD' ||", '']],
    [waysBackTest, 'uses nothing up for a request that only looks'],
  ),
  control(
    'B8',
    'a proof that is not from before',
    [
      [
        'apps/bff/src/oidc/session-of-attempt.ts',
        'startedAt - TOLERANCE_MS',
        '0',
      ],
    ],
    [
      ageOfProofTest,
      'confirms nothing with a proof from before: five minutes ago',
    ],
  ),
  control(
    'B8',
    'an undated proof is none',
    [
      [
        'apps/bff/src/oidc/sign-in-with-identity.ts',
        'identity.authenticatedAt ?? UNDATED',
        'identity.authenticatedAt ?? new Date()',
      ],
    ],
    [
      ageOfProofTest,
      'signs in, but what is sensitive asks for a newer proof: never',
    ],
  ),
  control(
    'B8',
    'the same person steps up',
    [
      [
        'apps/bff/src/oidc/step-up-with-identity.ts',
        'if (known?.personId !== session.personId) {',
        'if (known === null) {',
      ],
    ],
    [
      signInTest,
      'is refused to another person, and the session stays as it was',
    ],
  ),
  control(
    'B8',
    'an identity belongs to one person',
    [
      [
        'apps/bff/src/oidc/link-identity.ts',
        'known.personId !== session.personId',
        "known.personId === ''",
      ],
    ],
    [signInTest, 'is refused when the identity is somebody else’s'],
  ),
  control(
    'B8',
    'linking needs a fresh proof',
    [[organisationSignIn, '      await requireFreshProof(db, caller);\n', '']],
    [signInTest, 'is refused long after the last proof'],
  ),
  control(
    'B8',
    'a name is never taken over',
    [
      [
        personOfIdentity,
        ".where('identity.sub', '=', sub)",
        ".where('identity.password_hash', 'is not', null)",
      ],
      [personOfIdentity, "    .where('identity.iss', '=', iss)\n", ''],
    ],
    [
      signInTest,
      'never takes the name or the account of somebody who is here already',
    ],
  ),
  control(
    'B8',
    'a sign-in leads nowhere else',
    [
      [localPath, '!/^\\/(?![/\\\\])/.test(wanted)', "wanted === ''"],
      [
        localPath,
        "url.origin !== ANYWHERE || path.startsWith('//')",
        'wanted === ANYWHERE',
      ],
    ],
    [
      'apps/bff/src/oidc/local-path.test.ts',
      'never leaves the console, whatever is asked',
    ],
  ),
];
