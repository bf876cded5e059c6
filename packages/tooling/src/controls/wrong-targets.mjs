import { control } from './control.mjs';

const transport = 'packages/upstream-http/src';
const connect = `${transport}/connect-checked.ts`;
const exchange = `${transport}/exchange.ts`;
const egressTest = 'packages/upstream-http/test/egress.test.ts';
const exchangeTest = 'packages/upstream-http/test/exchange.test.ts';

/** A secret reaches its own target and no other. */
export const wrongTargetControls = [
  control(
    'C7',
    'a redirect is an error',
    [
      [
        exchange,
        'if (status >= 300 && status < 400) {',
        'if (status >= 600 && status < 700) {',
      ],
    ],
    [exchangeTest, 'a redirect with 307, and its goal gets nothing'],
  ),
  control(
    'C7',
    'a connection goes to the address that was checked',
    [
      [
        connect,
        '  { port, tls }: CheckedConnection,',
        '  { host, port, tls }: CheckedConnection,',
      ],
      [
        connect,
        'connect({ ...tls, host: address, port })',
        'connect({ ...tls, host: address === host ? address : host, port })',
      ],
    ],
    [
      egressTest,
      'connects to the checked address and never resolves by itself',
    ],
  ),
  control(
    'C7',
    'no proxy variable is read',
    [
      [
        `${transport}/upstream-http.ts`,
        "import { Agent } from 'undici';",
        "import { Agent, EnvHttpProxyAgent } from 'undici';",
      ],
      [
        `${transport}/upstream-http.ts`,
        'this.#writers = new Agent({ ...common,',
        'this.#writers = new EnvHttpProxyAgent({ ...common,',
      ],
    ],
    [
      'apps/bff/test/hostile/proxies.test.ts',
      'lead no request of the console anywhere: targets, identity provider, webhooks, mail',
    ],
  ),
];
