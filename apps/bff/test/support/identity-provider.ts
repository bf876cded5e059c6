import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Account, type Configuration } from 'oidc-provider';

/** Somebody the organisation knows. */
export interface OrganisationPerson {
  /** Subject: stable, whatever else changes. */
  sub: string;
  username: string;
  name: string;
  email: string;
  groups: string[];
}

export interface IdentityProviderOptions {
  /** 0 takes a free one. */
  port?: number;
  redirectUris: string[];
  people: OrganisationPerson[];
  /** Groups come from the user-info endpoint instead of the ID token, as several products have it. */
  groupsFromUserInfo?: boolean;
}

export interface RunningIdentityProvider {
  issuer: string;
  port: number;
  clientId: string;
  clientSecret: string;
  /** Changes what the organisation knows of somebody, from the next sign-in on. */
  setGroups(sub: string, groups: string[]): void;
  stop(): Promise<void>;
}

const CLIENT_ID = 'keyward';
const CLAIMS = ['name', 'preferred_username', 'email', 'email_verified'];

/** The organisation's identity provider on loopback: a certified one, with a sign-in page that needs no password. */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<RunningIdentityProvider> {
  const people = new Map(options.people.map((each) => [each.sub, { ...each }]));
  const clientSecret = randomBytes(24).toString('base64url');
  const { server, port } = await listen(options.port ?? 0);
  const issuer = `http://127.0.0.1:${String(port)}`;
  const provider = new Provider(
    issuer,
    configuration(options, people, clientSecret),
  );
  const callback = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (uid === undefined) {
      void callback(request, response);
      return;
    }
    interact(provider, people, request, response).catch(() => {
      response.statusCode = 400;
      response.end('This sign-in is over.');
    });
  });
  return {
    issuer,
    port,
    clientId: CLIENT_ID,
    clientSecret,
    setGroups(sub, groups) {
      const person = people.get(sub);
      if (person === undefined) throw new Error(`Nobody is ${sub}.`);
      person.groups = groups;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(
  { redirectUris, groupsFromUserInfo = false }: IdentityProviderOptions,
  people: ReadonlyMap<string, OrganisationPerson>,
  clientSecret: string,
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: {
      openid: ['sub'],
      profile: [...CLAIMS.slice(0, 2), 'groups'],
      email: CLAIMS.slice(2),
    },
    conformIdTokenClaims: groupsFromUserInfo,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_, sub) => accountOf(people.get(sub)),
    // Everybody has consented: the organisation owns both ends.
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc;
      if (client === undefined || session?.accountId === undefined) return;
      const grant = new oidc.provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 300,
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
      IdToken: 300,
    },
  };
}

/** Made at every start: a key that is written down somewhere signs for nobody. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  return { kty: kty ?? '', crv, x, y, d, use: 'sig', alg: 'ES256' };
}

function accountOf(
  person: OrganisationPerson | undefined,
): Account | undefined {
  if (person === undefined) return undefined;
  const { sub, username, name, email, groups } = person;
  return {
    accountId: sub,
    claims: () => ({
      sub,
      name,
      preferred_username: username,
      email,
      email_verified: true,
      groups,
    }),
  };
}

/** The sign-in page: GET lists the people, POST is the choice of one. */
async function interact(
  provider: Provider,
  people: ReadonlyMap<string, OrganisationPerson>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page(prompt.name, [...people.values()]));
    return;
  }
  const chosen = new URLSearchParams(await bodyOf(request)).get('sub') ?? '';
  const result = people.has(chosen)
    ? { login: { accountId: chosen } }
    : { error: 'access_denied', error_description: 'Nobody was chosen.' };
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  });
}

function page(prompt: string, people: OrganisationPerson[]): string {
  const buttons = people.map(
    ({ sub, name, groups }) =>
      `<p><button name="sub" value="${sub}">${name}</button> ${groups.join(', ') || 'in no group'}</p>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Example organisation</title>
<h1>Example organisation: who are you?</h1>
<form method="post" data-prompt="${prompt}">${buttons.join('\n')}
<p><button name="sub" value="">Cancel</button></p></form></html>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer)); // a stream without encoding yields Buffers
  return Buffer.concat(chunks).toString('utf8');
}

function listen(port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo; // a TCP server has no other kind
      resolve({ server, port: address.port });
    });
  });
}
