import { tellFigure } from '@keyward/database/test-figures';
import { makeCertificate } from '@keyward/upstream-http/test-certificates';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { portOf } from './evil-gateway.ts';

const run = promisify(execFile);
const SCRIPT = new URL('./ask-everybody.ts', import.meta.url).pathname;

interface Counted {
  port: number;
  connections(): number;
}

const servers: Server[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-proxies-'));
});
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(server: Server): Promise<Counted> {
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { port: portOf(server.address()), connections: () => connections };
}

const silent = (): Promise<Counted> =>
  start(
    createServer((socket) => socket.on('error', () => undefined).destroy()),
  );

/** Every way to name a proxy to a program. */
function proxied(port: number): Record<string, string> {
  const proxy = `http://127.0.0.1:${String(port)}`;
  return {
    NODE_USE_ENV_PROXY: '1',
    ...Object.fromEntries(
      ['http_proxy', 'https_proxy', 'all_proxy']
        .flatMap((name) => [name, name.toUpperCase()])
        .map((name) => [name, proxy]),
    ),
    NO_PROXY: '',
    no_proxy: '',
    npm_config_proxy: proxy,
    npm_config_https_proxy: proxy,
  };
}

describe('proxy variables and redirects', () => {
  it('lead no request of the console anywhere: targets, identity provider, webhooks, mail', async () => {
    const certificate = await makeCertificate({ ipAddresses: ['127.0.0.1'] });
    const [proxy, goal, mail] = [
      await silent(),
      await silent(),
      await silent(),
    ];
    const heard: string[] = [];
    const target = await start(
      createHttpsServer(
        { cert: certificate.pem, key: certificate.keyPem },
        (request, response) => {
          heard.push(request.url ?? '');
          const location = `https://127.0.0.1:${String(goal.port)}/steal`;
          response.writeHead(307, { location }).end();
        },
      ),
    );
    const caFile = join(folder, 'ca.pem');
    const secretFile = join(folder, 'secret');
    await writeFile(caFile, certificate.pem);
    await writeFile(secretFile, 'a-secret-of-the-webhook', { mode: 0o600 });
    const env = {
      PATH: process.env['PATH'] ?? '',
      NODE_EXTRA_CA_CERTS: caFile,
      ...proxied(proxy.port),
    };
    await run(
      process.execPath,
      [
        SCRIPT,
        String(target.port),
        String(mail.port),
        certificate.sha256,
        certificate.pem,
        secretFile,
      ],
      { env },
    );
    expect(heard.toSorted()).toEqual(['/hook', '/identity', '/upstream']);
    expect(mail.connections()).toBe(1);
    expect(goal.connections()).toBe(0);
    tellFigure('proxies: connections', proxy.connections(), { most: 0 });
    expect(proxy.connections()).toBe(0);

    // The variables do work: a program that asks the platform's own way goes through the proxy.
    const naive = `fetch('https://127.0.0.1:${String(target.port)}/').catch(() => undefined)`;
    await run(process.execPath, ['-e', naive], { env });
    expect(proxy.connections()).toBeGreaterThan(0);
  });
});
