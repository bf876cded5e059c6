import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { startIdentityProvider } from '../test/support/identity-provider.ts';

const PEOPLE = [
  {
    sub: 'org-ines',
    username: 'ines',
    name: 'Ines Ibarra',
    email: 'ines@example.org',
    groups: ['key-admins'],
  },
  {
    sub: 'org-raul',
    username: 'raul',
    name: 'Raúl Rey',
    email: 'raul@example.org',
    groups: ['key-reviewers'],
  },
  {
    sub: 'org-hana',
    username: 'hana',
    name: 'Hana Holm',
    email: 'hana@example.org',
    groups: ['helpdesk'],
  },
  {
    sub: 'org-nora',
    username: 'nora',
    name: 'Nora No-Role',
    email: 'nora@example.org',
    groups: [],
  },
];

const ROLES = {
  'key-admins': ['security_admin'],
  'key-reviewers': ['reviewer'],
  helpdesk: ['helpdesk'],
};

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9010' },
    'public-url': { type: 'string', default: 'http://localhost:8080' },
    directory: { type: 'string', default: '.keyward/oidc' },
  },
});

const directory = resolve(values.directory);
const secretFile = join(directory, 'client-secret');
const configFile = join(directory, 'keyward.json');
const provider = await startIdentityProvider({
  port: Number(values.port),
  redirectUris: [
    new URL('/api/session/oidc/callback', values['public-url']).href,
  ],
  people: PEOPLE,
});
mkdirSync(directory, { recursive: true, mode: 0o700 });
writeFileSync(secretFile, `${provider.clientSecret}\n`, { mode: 0o600 });
writeFileSync(
  configFile,
  `${JSON.stringify({ oidc: { name: 'Example organisation', roles: ROLES } }, null, 2)}\n`,
);

process.stdout
  .write(`The example organisation's identity provider runs at ${provider.issuer} until Ctrl-C.
People: ${PEOPLE.map(({ name, groups }) => `${name} (${groups.join(', ') || 'no group'})`).join(', ')}.

Start Keyward in another terminal with:

KEYWARD_OIDC_ISSUER=${provider.issuer} \\
KEYWARD_OIDC_CLIENT_ID=${provider.clientId} \\
KEYWARD_OIDC_CLIENT_SECRET_FILE=${secretFile} \\
KEYWARD_CONFIG_FILE=${configFile} \\
KEYWARD_PUBLIC_URL=${values['public-url']} npm start

Open ${values['public-url']} by that very name: the sign-in comes back to it.
`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void provider.stop().then(() => process.exit(0)));
}
