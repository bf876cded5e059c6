import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { randomUUID } from 'node:crypto';

import type { BadInput } from './bad-input.ts';

const four = (first: number): Record<string, unknown>[] =>
  [0, 1, 2, 3].map((each) => ({
    server: `kms-${String(first + each)}.corp.example`,
  }));

export const BAD_KEY_SERVERS: BadInput[] = [
  [
    'a fifth server on a full key manager',
    ({ addServers }) =>
      addServers(
        [{ server: 'kms-9.corp.example' }],
        ONTAP_KEY_MANAGERS.cluster,
      ),
    'preflight_failed',
    ['/input/servers'],
  ],
  [
    'too many together with those there',
    ({ addServers }) => addServers(four(1)),
    'preflight_failed',
    ['/input/servers'],
  ],
  [
    'five servers in one change',
    ({ addServers }) =>
      addServers([...four(1), { server: 'kms-5.corp.example' }]),
    'validation_failed',
    ['/input/servers'],
  ],
  [
    'no server',
    ({ addServers }) => addServers([]),
    'validation_failed',
    ['/input/servers'],
  ],
  [
    'a server twice',
    ({ addServers }) =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'kms-1.corp.example' },
      ]),
    'validation_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a server twice, by case and default port',
    ({ addServers }) =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'KMS-1.corp.example:5696' },
      ]),
    'validation_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a server that is there',
    ({ addServers }) => addServers([{ server: 'kms-finance.corp.example' }]),
    'preflight_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an account with a control character',
    ({ addServers }) =>
      addServers([{ server: 'kms-1.corp.example', username: 'u\0' }]),
    'validation_failed',
    ['/input/servers/0/username'],
  ],
  [
    'a server that is there, by case and default port',
    ({ addServers }) =>
      addServers([
        { server: 'kms-8.corp.example' },
        { server: 'KMS-Finance.corp.example' },
      ]),
    'preflight_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a URL for a server',
    ({ addServers }) => addServers([{ server: 'https://kms.corp.example' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an address without brackets',
    ({ addServers }) => addServers([{ server: '2001:db8::1' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'port 0',
    ({ addServers }) => addServers([{ server: 'kms-1.corp.example:0' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'port 65536',
    ({ addServers }) => addServers([{ server: 'kms-1.corp.example:65536' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an address written short',
    ({ addServers }) => addServers([{ server: '127.1' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'a server with blanks',
    ({ addServers }) => addServers([{ server: ' kms-1.corp.example' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'a timeout of 61',
    ({ addServers }) =>
      addServers([{ server: 'kms-1.corp.example', timeoutSeconds: 61 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'a timeout of −2',
    ({ addServers }) =>
      addServers([{ server: 'kms-1.corp.example', timeoutSeconds: -2 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'half a second',
    ({ addServers }) =>
      addServers([{ server: 'kms-1.corp.example', timeoutSeconds: 0.5 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'no timeout among several',
    ({ addServers }) =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'kms-2.corp.example', timeoutSeconds: 0 },
      ]),
    'validation_failed',
    ['/input/servers/1/timeoutSeconds'],
  ],
  [
    'a key manager that is not there',
    ({ addServers }) =>
      addServers([{ server: 'kms-1.corp.example' }], randomUUID()),
    'validation_failed',
    ['/input/keyManager'],
  ],
  [
    'a key manager of dots',
    ({ addServers }) => addServers([{ server: 'kms-1.corp.example' }], '..'),
    'validation_failed',
    ['/input/keyManager'],
  ],
  [
    'the onboard key manager',
    ({ addServers }) =>
      addServers(
        [{ server: 'kms-1.corp.example' }],
        ONTAP_KEY_MANAGERS.onboard,
      ),
    'preflight_failed',
    ['/input/keyManager'],
  ],
];
