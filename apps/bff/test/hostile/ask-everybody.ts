import { UpstreamHttp, createEgressGuard } from '@keyward/upstream-http';

import { createBoundedFetch } from '../../src/oidc/bounded-fetch.ts';
import { sendEmail } from '../../src/notifications/send-email.ts';
import { createWebhookSender } from '../../src/notifications/send-webhook.ts';

/*
 * Run as a process of its own by proxies.test.ts, because proxy variables are read at the start: asks once in every way
 * in which the console reaches out. Who was asked is counted by the listeners of the test.
 */
const [portText = '', smtpPort = '', sha256 = '', pem = '', secretFile = ''] =
  process.argv.slice(2);
const port = Number(portText);

const upstream = new UpstreamHttp({
  system: 'vcenter',
  host: '127.0.0.1',
  port,
  trust: { mode: 'pin', sha256, certificatePem: pem },
  egress: createEgressGuard({
    allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
    allowLoopback: true,
  }),
});
const webhooks = createWebhookSender(
  {
    key: 'hook',
    url: new URL(`https://127.0.0.1:${portText}/hook`),
    secretFile,
    ca: pem,
  },
  'https://console.test',
);
const identityProvider = createBoundedFetch();
const message = {
  kind: 'needs_decision' as const,
  title: 'A change waits',
  path: '/changes/1',
  deadline: null,
  phrase: null,
  at: new Date().toISOString(),
};

// Every one of them is answered by a redirect, so each is refused; that is not the question here.
await Promise.allSettled([
  upstream.request({
    method: 'POST',
    path: '/upstream',
    headers: { authorization: 'Basic Y2FuYXJ5OmNhbmFyeQ==' },
    body: { secret: 'canary' },
  }),
  identityProvider.fetch(`https://127.0.0.1:${portText}/identity`, {
    method: 'POST',
    body: new URLSearchParams({ client_secret: 'canary' }),
    headers: {},
    redirect: 'manual',
  }),
  webhooks.send('id-1', message, AbortSignal.timeout(5_000)),
  sendEmail(
    {
      host: '127.0.0.1',
      port: Number(smtpPort),
      secure: false,
      from: 'keyward@console.test',
      ca: null,
      requireTls: false,
    },
    'https://console.test',
    'id-2',
    { address: 'somebody@console.test', name: 'Somebody' },
    message,
  ),
]);
await upstream.close();
await webhooks.close();
await identityProvider.close();
