const room = 'apps/bff/src/oidc';
const provider = `${room}/identity-provider.ts`;
const signIn = 'apps/bff/test/oidc/sign-in.test.ts';
const faults = 'apps/bff/test/oidc/faults.test.ts';

/** Sign-in at the organisation's identity provider: what is believed, and whom it lets in. */
export const organisationControls = [
  {
    name: 'the signature of the identity provider',
    edits: [
      {
        file: provider,
        takeOut: '        enableNonRepudiationChecks,\n',
        putIn: '',
      },
    ],
    test: {
      file: faults,
      name: 'is refused with the signature of another key',
    },
  },
  {
    name: 'a token from the future',
    edits: [{ file: provider, takeOut: '+ TOLERANCE_SECONDS', putIn: '+ 1e9' }],
    test: { file: faults, name: 'is refused with an issue date in the future' },
  },
  {
    name: 'an attempt comes back once',
    edits: [
      {
        file: `${room}/mark-used.ts`,
        takeOut: 'return taken !== undefined;',
        putIn: 'return taken !== null;',
      },
    ],
    test: {
      file: faults,
      name: 'is refused a second time, with code and cookie as they were',
    },
  },
  {
    name: 'an attempt is ours',
    edits: [
      {
        file: `${room}/sign-in-attempt.ts`,
        takeOut: '!timingSafeEqual(given, expected)',
        putIn: 'timingSafeEqual(given, Buffer.alloc(given.length))',
      },
    ],
    test: {
      file: `${room}/sign-in-attempt.test.ts`,
      name: 'is not read when another key wrote it, or anything of it was changed',
    },
  },
  {
    name: 'an answer of bounded size',
    edits: [
      {
        file: `${room}/bounded-fetch.ts`,
        takeOut: '    maxResponseSize: MOST_BYTES,\n',
        putIn: '',
      },
    ],
    test: { file: faults, name: 'is refused with keys of two megabytes' },
  },
  {
    name: 'a request that only looks uses nothing up',
    edits: [
      {
        file: 'apps/bff/src/http/express-app.ts',
        takeOut: "method === 'HEAD' ||",
        putIn: '',
      },
    ],
    test: {
      file: faults,
      name: 'uses nothing up for a request that only looks',
    },
  },
  {
    name: 'a proof that is not from before',
    edits: [
      {
        file: `${room}/session-of-attempt.ts`,
        takeOut: 'startedAt - TOLERANCE_MS',
        putIn: '0',
      },
    ],
    test: {
      file: faults,
      name: 'confirms nothing with a proof from before: five minutes ago',
    },
  },
  {
    name: 'an undated proof is none',
    edits: [
      {
        file: `${room}/sign-in-with-identity.ts`,
        takeOut: 'identity.authenticatedAt ?? UNDATED',
        putIn: 'identity.authenticatedAt ?? new Date()',
      },
    ],
    test: {
      file: faults,
      name: 'signs in, but what is sensitive asks for a newer proof: never',
    },
  },
  {
    name: 'the same person steps up',
    edits: [
      {
        file: `${room}/step-up-with-identity.ts`,
        takeOut: 'if (known?.personId !== session.personId) {',
        putIn: 'if (known === null) {',
      },
    ],
    test: {
      file: signIn,
      name: 'is refused to another person, and the session stays as it was',
    },
  },
  {
    name: 'an identity belongs to one person',
    edits: [
      {
        file: `${room}/link-identity.ts`,
        takeOut: 'known.personId !== session.personId',
        putIn: "known.personId === ''",
      },
    ],
    test: {
      file: signIn,
      name: 'is refused when the identity is somebody else’s',
    },
  },
  {
    name: 'linking needs a fresh proof',
    edits: [
      {
        file: `${room}/organisation-sign-in.ts`,
        takeOut: '      await requireFreshProof(db, caller);\n',
        putIn: '',
      },
    ],
    test: { file: signIn, name: 'is refused long after the last proof' },
  },
  {
    name: 'a lost group takes its role',
    edits: [
      {
        file: `${room}/sync-roles.ts`,
        takeOut: ".where('role', 'in', taken)",
        putIn: ".where('role', 'in', ['none'])",
      },
    ],
    test: {
      file: signIn,
      name: 'takes the role of a lost group, keeps the rest with their dates, and ends the sessions from before',
    },
  },
  {
    name: 'roles that changed end the sessions',
    edits: [
      {
        file: `${room}/sync-roles.ts`,
        takeOut: "  await endSessionsOf(tx, personId, 'roles_changed');\n",
        putIn: '',
      },
    ],
    test: {
      file: signIn,
      name: 'refuses whoever has lost the last group, and ends the sessions that are open',
    },
  },
  {
    name: 'a name is never taken over',
    edits: [
      {
        file: `${room}/person-of-identity.ts`,
        takeOut: ".where('identity.sub', '=', sub)",
        putIn: ".where('identity.password_hash', 'is not', null)",
      },
      {
        file: `${room}/person-of-identity.ts`,
        takeOut: "    .where('identity.iss', '=', iss)\n",
        putIn: '',
      },
    ],
    test: {
      file: signIn,
      name: 'never takes the name or the account of somebody who is here already',
    },
  },
  {
    name: 'a sign-in leads nowhere else',
    edits: [
      {
        file: `${room}/local-path.ts`,
        takeOut: '!/^\\/(?![/\\\\])/.test(wanted)',
        putIn: "wanted === ''",
      },
      {
        file: `${room}/local-path.ts`,
        takeOut: "url.origin !== ANYWHERE || path.startsWith('//')",
        putIn: 'wanted === ANYWHERE',
      },
    ],
    test: {
      file: `${room}/local-path.test.ts`,
      name: 'never leaves the console, whatever is asked',
    },
  },
];
