import { control } from './control.mjs';

const transport = 'packages/upstream-http/src';
const trust = `${transport}/trust.ts`;
const connect = `${transport}/connect-checked.ts`;
const exchange = `${transport}/exchange.ts`;
const guard = `${transport}/egress/egress-guard.ts`;
const answer = `${transport}/json-answer.ts`;
const connections = 'apps/bff/src/connections';

const trustTest = 'packages/upstream-http/test/trust.test.ts';
const egressTest = 'packages/upstream-http/test/egress.test.ts';
const exchangeTest = 'packages/upstream-http/test/exchange.test.ts';
const sessionTest = `${transport}/session/pooled-session.test.ts`;
const certificatesTest = 'apps/bff/test/hostile/certificates.test.ts';
const addressesTest = 'apps/bff/test/hostile/addresses.test.ts';
const upstreamTest = 'apps/bff/test/hostile/upstream.test.ts';

/** A secret reaches its own target and no other. */
const wrongTarget = [
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

/** A target is who it says. */
const impostors = [
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

/** The console reaches out only to where it may. */
const egress = [
  control(
    'D2',
    'every address of a name must be allowed',
    [
      [
        guard,
        '      for (const address of addresses) {',
        '      for (const address of addresses.slice(0, 1)) {',
      ],
    ],
    [
      egressTest,
      'allows a name only when every one of its addresses is allowed',
    ],
  ),
  control(
    'D2',
    'some ranges are never allowed',
    [
      [
        guard,
        "if (forms.some((form) => isAlwaysDenied(form))) return 'denied_range';",
        '',
      ],
    ],
    [egressTest, 'never allows 169.254.169.254, written or resolved'],
  ),
  control(
    'D2',
    'an address inside another is judged too',
    [
      [
        `${transport}/egress/embedded-ipv4.ts`,
        'if (address instanceof ipaddr.IPv4) return null;',
        "if (address instanceof ipaddr.IPv4 || address.kind() === 'ipv6') return null;",
      ],
    ],
    [egressTest, 'never allows 64:ff9b::a9fe:a9fe, written or resolved'],
  ),
  control(
    'D2',
    'loopback has a switch of its own',
    [
      [
        guard,
        'if (loopback && (!options.allowLoopback || forms.length > 1)) {',
        'if (loopback && forms.length > 1) {',
      ],
    ],
    [
      addressesTest,
      'is refused in every spelling, probed or stored, before a packet leaves',
    ],
  ),
  control(
    'D2',
    'this machine’s own addresses are closed',
    [
      [
        guard,
        'if (!loopback && forms.some((form) => own.has(form.toString()))) {',
        "if (!loopback && own.has('none')) {",
      ],
    ],
    [egressTest, 'never allows this machine’s own addresses'],
  ),
  control(
    'D2',
    'a host is no number in disguise',
    [
      [
        `${transport}/egress/host-grammar.ts`,
        'NUMERIC_LABEL.test(last) || ',
        '',
      ],
    ],
    [egressTest, 'does not take "2130706433" for a host'],
  ),
  control(
    'D2',
    'the guard is asked again for each connection',
    [
      [
        connect,
        'unlessAborted(egress.check(host, port), signal)',
        "unlessAborted(egress.check(host, port).catch(() => [{ address: '127.0.0.1', family: 4 as const }]), signal)",
      ],
    ],
    [addressesTest, 'between check and connection leads nowhere'],
  ),
  control(
    'D2',
    'a probe takes the same time for every port',
    [[`${connections}/probe-endpoint.ts`, '    await mostTime;\n', '']],
    [
      certificatesTest,
      'is refused alike and after the same time, whatever is there',
    ],
  ),
  control(
    'D2',
    'a probe says the same of every port',
    [
      [
        `${connections}/probe-endpoint.ts`,
        'throw noCertificate();',
        "throw refuseField('/host', error.kind, error.message, 'upstream_unreachable');",
      ],
    ],
    [
      certificatesTest,
      'is refused alike and after the same time, whatever is there',
    ],
  ),
];

/** A hostile answer is refused before it costs anything. */
const answers = [
  control(
    'D3',
    'an announced size is bounded',
    [
      [
        exchange,
        "Number(headers['content-length'] ?? 0) > maxBodyBytes",
        "Number(headers['content-length'] ?? 0) > maxBodyBytes ** 4",
      ],
    ],
    [exchangeTest, 'a body that is announced too large'],
  ),
  control(
    'D3',
    'nothing compressed is unpacked',
    [
      [
        exchange,
        "if (encoding !== 'identity' && encoding !== '') {",
        "if (encoding === 'none') {",
      ],
    ],
    [exchangeTest, 'compression nobody asked for'],
  ),
  control(
    'D3',
    'announcements are counted',
    [
      [
        exchange,
        'const MOST_ANNOUNCEMENTS = 20;',
        'const MOST_ANNOUNCEMENTS = Infinity;',
      ],
    ],
    [exchangeTest, 'announcements without end are no answer'],
  ),
  control(
    'D3',
    'depth is bounded',
    [[answer, 'if (depth > maxDepth) {', 'if (depth > maxDepth ** 9) {']],
    [exchangeTest, 'JSON that is too deep'],
  ),
  control(
    'D3',
    'items are counted',
    [[answer, 'if (items > maxItems) {', 'if (items > maxItems ** 9) {']],
    [exchangeTest, 'JSON with too many items'],
  ),
  control(
    'D3',
    '__proto__ is dropped',
    [
      [
        answer,
        "name === '__proto__' ? null : storable(name)",
        'storable(name)',
      ],
    ],
    [exchangeTest, 'drops __proto__ and what PostgreSQL cannot store'],
  ),
  control(
    'D3',
    'what does not show is shown',
    [
      [
        `${transport}/plain-text.ts`,
        'text.replace(UNPRINTABLE, codePoint)',
        "text.replace(UNPRINTABLE, '')",
      ],
    ],
    [
      `${transport}/vendor-facts.test.ts`,
      'is plain text: what would not show stands as its code point, markup stays characters',
    ],
  ),
  control(
    'D3',
    'a task id is one',
    [
      [
        'packages/vcenter-client/src/wire/tasks.ts',
        '  .regex(/^[A-Za-z0-9._:-]{1,256}$/)',
        '  .min(1)',
      ],
    ],
    [
      'packages/vcenter-client/src/wire/ids.test.ts',
      'is no task id: "../../api/session"',
    ],
  ),
  control(
    'D3',
    'a session fits into a header',
    [
      [
        'packages/vcenter-client/src/wire/session.ts',
        'z.string().regex(/^[\\x21-\\x7e]{1,4096}$/)',
        'z.string().min(1)',
      ],
    ],
    [upstreamTest, 'gives a session that no header can carry'],
  ),
  control(
    'D3',
    'everybody at once is one sign-in',
    [
      [
        `${connections}/client-pool.ts`,
        '    this.#clients.set(record.id, made);',
        '    setTimeout(() => this.#clients.set(record.id, made), 500);',
      ],
    ],
    [
      upstreamTest,
      'is new to everybody who looks at once is signed in to once',
    ],
  ),
  control(
    'D3',
    'an account is not tried for ever',
    [
      [
        `${transport}/session/pooled-session.ts`,
        '    this.#limiter.giveUp(this.#method.refusal(second));\n',
        '',
      ],
    ],
    [
      sessionTest,
      'signs in twice, and no more, at a target that accepts the account and then no session',
    ],
  ),
];

/** A lie about success is found. */
const lies = [
  control(
    'D4',
    'a change is read back',
    [
      [
        'apps/bff/src/tasks/verify-step.ts',
        'return { verification: await readBack(parts, operation, ctx, secrets) };',
        "return { verification: { ...(await readBack(parts, operation, ctx, secrets)), contradiction: undefined, level: 'full' } };",
      ],
    ],
    [upstreamTest, 'says that it did it and did nothing'],
  ),
  control(
    'D4',
    'what is read back is compared with what was approved',
    [
      [
        'apps/bff/src/operations/esx-create-native-provider/index.ts',
        'found.keyId.toLowerCase() !== input.keyId.toLowerCase()',
        "found.keyId === ''",
      ],
    ],
    [upstreamTest, 'does something else than was asked'],
  ),
  control(
    'D4',
    'a target’s own report of success proves nothing',
    [
      [
        'apps/bff/src/operations/vcenter-configure-cluster-kms-service/index.ts',
        '  if (matches.length === 0) {\n    return {',
        '  if (matches.length < 0) {\n    return {',
      ],
    ],
    [upstreamTest, 'tells two results and did nothing'],
  ),
  control(
    'D4',
    'a token is registered when the target says exactly that',
    [
      [
        'packages/vcenter-client/src/registered-tokens.ts',
        "      if (answer.status !== STORED) throw unexpectedAnswer('HTTP 204');\n",
        '',
      ],
    ],
    [
      'packages/vcenter-client/src/registered-tokens.test.ts',
      'proves nothing when it is HTTP 200',
    ],
  ),
];

/** Where the console reaches out: wrong targets (C7), impostors (D1), addresses (D2), hostile answers (D3), lies (D4). */
export const upstreamControls = [
  ...wrongTarget,
  ...impostors,
  ...egress,
  ...answers,
  ...lies,
];
