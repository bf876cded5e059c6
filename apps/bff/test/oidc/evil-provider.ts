import {
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Client } from './organisation.ts';

type Json = Record<string, unknown>;

/** What is wrong with a provider. Each member alone is one fault; none of them is an honest provider. */
export interface Faults {
  claims?: (claims: Json) => Json;
  header?: Json;
  /** Signs with a key that is not among the published ones. */
  foreignKey?: boolean;
  unsigned?: boolean;
  /** Publishes other keys under the same names. */
  swappedKeys?: boolean;
  hugeKeys?: boolean;
  silentToken?: boolean;
  slowKeys?: boolean;
  redirectToken?: boolean;
  /** Changes the query of the way back. */
  callback?: (query: URLSearchParams) => void;
  metadata?: (metadata: Json) => Json;
  away?: boolean;
}

export interface EvilProvider extends Client {
  faults: Faults;
  /** Paths asked for, in order. */
  asked: string[];
  /** What the token request carried. */
  tokenRequests: URLSearchParams[];
  authorizationRequests: URLSearchParams[];
  stop(): Promise<void>;
}

interface Issued {
  nonce: string;
  redirectUri: string;
}

const KEY_NAME = 'key-1';
const EVERYBODY = { sub: 'u-1', groups: ['key-admins'] };

/** A provider that is honest until told otherwise, with every answer written by hand. */
export async function startEvilProvider(): Promise<EvilProvider> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const others = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const codes = new Map<string, Issued>();
  const held = new Set<ServerResponse>();
  const server = createServer();
  await new Promise<void>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address() as AddressInfo; // a TCP server has no other kind
  const issuer = `http://127.0.0.1:${String(address.port)}`;
  const evil: EvilProvider = {
    issuer,
    port: address.port,
    clientId: 'keyward',
    clientSecret: randomBytes(12).toString('hex'),
    faults: {},
    asked: [],
    tokenRequests: [],
    authorizationRequests: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const answers: Record<
    string,
    (request: IncomingMessage, response: ServerResponse) => Promise<void> | void
  > = {
    '/.well-known/openid-configuration': (_, response) => {
      const { metadata = (each) => each } = evil.faults;
      json(response, metadata(metadataOf(issuer)));
    },
    '/jwks': (_, response) => {
      if (evil.faults.slowKeys) return void drip(response, held);
      const { publicKey } = evil.faults.swappedKeys ? others : keys;
      json(response, {
        keys: [jwkOf(publicKey)],
        ...(evil.faults.hugeKeys ? { padding: 'x'.repeat(2_000_000) } : {}),
      });
    },
    '/authorize': (request, response) => {
      const asked = new URL(request.url ?? '', issuer).searchParams;
      evil.authorizationRequests.push(asked);
      const code = randomBytes(12).toString('hex');
      const redirectUri = asked.get('redirect_uri') ?? '';
      codes.set(code, { nonce: asked.get('nonce') ?? '', redirectUri });
      const query = new URLSearchParams({
        code,
        state: asked.get('state') ?? '',
        iss: issuer,
      });
      evil.faults.callback?.(query);
      response
        .writeHead(303, { location: `${redirectUri}?${query.toString()}` })
        .end();
    },
    '/token': async (request, response) => {
      const sent = new URLSearchParams(await bodyOf(request));
      evil.tokenRequests.push(sent);
      if (evil.faults.silentToken) return void held.add(response);
      if (evil.faults.redirectToken) {
        response.writeHead(307, { location: `${issuer}/elsewhere` }).end();
        return;
      }
      const code = sent.get('code') ?? '';
      const issued = codes.get(code);
      codes.delete(code);
      if (issued === undefined) {
        return json(response, { error: 'invalid_grant' }, 400);
      }
      json(response, {
        access_token: randomBytes(12).toString('hex'),
        token_type: 'Bearer',
        expires_in: 60,
        id_token: idToken(evil, issued, { keys, others }),
      });
    },
  };
  server.on('request', (request, response) => {
    const path = new URL(request.url ?? '', issuer).pathname;
    evil.asked.push(path);
    if (evil.faults.away) return void request.destroy();
    const answer = answers[path];
    if (answer === undefined) return void response.writeHead(404).end();
    void answer(request, response);
  });
  return evil;
}

function metadataOf(issuer: string): Json {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function idToken(
  { issuer, clientId, faults }: EvilProvider,
  { nonce }: Issued,
  {
    keys,
    others,
  }: Record<'keys' | 'others', { privateKey: KeyObject; publicKey: KeyObject }>,
): string {
  const now = Math.floor(Date.now() / 1000);
  const { claims = (each) => each, header, foreignKey, unsigned } = faults;
  const text = [
    { alg: 'ES256', kid: KEY_NAME, ...header },
    claims({
      ...EVERYBODY,
      iss: issuer,
      aud: clientId,
      nonce,
      iat: now,
      exp: now + 300,
      auth_time: now,
    }),
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  if (unsigned) return `${text}.`;
  const key = foreignKey ? others.privateKey : keys.privateKey;
  const signature = sign('sha256', Buffer.from(text), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${text}.${signature.toString('base64url')}`;
}

function jwkOf(key: KeyObject): Json {
  return {
    ...key.export({ format: 'jwk' }),
    kid: KEY_NAME,
    use: 'sig',
    alg: 'ES256',
  };
}

/** Answers a byte at a time, for ever: no single wait is long. */
function drip(response: ServerResponse, held: Set<ServerResponse>): void {
  held.add(response);
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 200);
  response.once('close', () => clearInterval(timer));
}

function json(response: ServerResponse, body: Json, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer)); // a stream without encoding yields Buffers
  return Buffer.concat(chunks).toString('utf8');
}
