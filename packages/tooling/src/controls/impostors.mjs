import { control } from './control.mjs';

const transport = 'packages/upstream-http/src';
const trust = `${transport}/trust.ts`;
const connect = `${transport}/connect-checked.ts`;
const connections = 'apps/bff/src/connections';
const trustTest = 'packages/upstream-http/test/trust.test.ts';
const certificatesTest = 'apps/bff/test/hostile/certificates.test.ts';

/** A target is who it says. */
export const impostorControls = [
  control(
    'D1',
    'certificates are verified',
    [[trust, 'rejectUnauthorized: true,', 'rejectUnauthorized: false,']],
    [
      trustTest,
      'refuses another self-signed certificate, before a byte of HTTP is sent',
    ],
  ),
  control(
    'D1',
    'the fingerprint is compared',
    [
      [
        trust,
        '      fingerprint(presented.fingerprint256) === trust.sha256',
        '      fingerprint(presented.fingerprint256).length === trust.sha256.length',
      ],
    ],
    [
      trustTest,
      'refuses a leaf whose authority is pinned, before a byte of HTTP is sent',
    ],
  ),
  control(
    'D1',
    'TLS 1.2 at least',
    [
      [trust, "minVersion: 'TLSv1.2',", "minVersion: 'TLSv1',"],
      [trust, ':@SECLEVEL=2', ':@SECLEVEL=0'],
    ],
    [trustTest, 'refuses TLS 1.1, before a byte of HTTP is sent'],
  ),
  control(
    'D1',
    'no weak key',
    [[trust, ':@SECLEVEL=2', ':@SECLEVEL=0']],
    [
      trustTest,
      'refuses RSA 1024, although it is pinned, before a byte of HTTP is sent',
    ],
  ),
  ...['TLSv1.2', 'TLSv1.3'].map((version) =>
    control(
      'D1',
      `no session of ${version} is resumed`,
      [
        [
          connect,
          'const MAX_ADDRESSES_TRIED = 4;',
          'const MAX_ADDRESSES_TRIED = 4;\nlet kept: Buffer | undefined;',
        ],
        [
          connect,
          'connect({ ...tls, host: address, port })',
          "connect({ ...tls, host: address, port, session: kept }).on('session', (session) => { kept = session; })",
        ],
      ],
      [
        trustTest,
        `resumes nothing over ${version} after the certificate was exchanged, whoever was trusted before`,
      ],
    ),
  ),
  control(
    'D1',
    'checks switched off by the environment are refused',
    [
      [
        'apps/bff/src/config.ts',
        "if ((values.NODE_TLS_REJECT_UNAUTHORIZED ?? '1') !== '1') {",
        "if (values.NODE_TLS_REJECT_UNAUTHORIZED === 'never') {",
      ],
    ],
    ['apps/bff/src/config.test.ts', 'never starts without certificate checks'],
  ),
  control(
    'D1',
    'the certificate is the one whose thumbprint was brought',
    [
      [
        `${connections}/establish-trust.ts`,
        'if (shown.sha256 !== input.trust.sha256) {',
        "if (shown.sha256 === '') {",
      ],
    ],
    [certificatesTest, 'gets not a byte of a credential, whichever it is'],
  ),
  control(
    'D1',
    'another certificate quarantines',
    [
      [
        `${transport}/upstream-error.ts`,
        "    reason === 'pin_mismatch' ||\n",
        '',
      ],
    ],
    [
      certificatesTest,
      'quarantines the connection until others decide, even when the first one is shown again',
    ],
  ),
  control(
    'D1',
    'a quarantine lasts until it is decided',
    [
      [
        `${connections}/client-pool.ts`,
        'if (record.isQuarantined) {',
        "if (record.isQuarantined && record.health !== 'quarantined') {",
      ],
    ],
    [
      certificatesTest,
      'quarantines the connection until others decide, even when the first one is shown again',
    ],
  ),
  control(
    'D1',
    'a task whose target is in quarantine comes to an end',
    [
      [
        'apps/bff/src/tasks/await-step.ts',
        "if (sighting.seen === 'quarantined') throw outcomeUnknownInQuarantine();",
        "if (sighting.seen === 'quarantined') continue;",
      ],
    ],
    [
      'apps/bff/test/hostile/changed-under-way.test.ts',
      'ends the task as unknown, so that the connection can be decided about',
    ],
  ),
  control(
    'D1',
    'a probed thumbprint cannot be copied from the page',
    [
      [
        'apps/web/src/target-trust/trust-fields.tsx',
        '<code>{endsOf(shown)}</code>',
        '<code>{shown}</code>',
      ],
    ],
    [
      'apps/web/src/features/connections/new-connection.test.tsx',
      'gives the shown thumbprint to nobody who typed another one',
    ],
  ),
];
