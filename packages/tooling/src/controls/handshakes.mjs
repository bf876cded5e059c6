import { control } from './control.mjs';

const decode = 'packages/kmip-probe/src/wire/decode-ttlv.ts';
const reader = 'packages/kmip-probe/src/wire/message-reader.ts';
const ttlvTest = 'packages/kmip-probe/src/wire/ttlv.test.ts';
const tls = 'packages/kmip-probe/src/layers/tls.ts';
const probeTest = 'packages/kmip-probe/test/probe-key-server.test.ts';
const lookTest = 'apps/bff/test/handshakes/handshakes.test.ts';

/** The look at key servers: hostile answers, wrong servers, and who may have it made, with which key. */
export const handshakeControls = [
  control(
    'D3',
    'a key server’s stated length is judged before more is kept',
    [
      [
        reader,
        '      if (total > TTLV_LIMITS.maxBytes) {',
        '      if (total > 2 ** 40) {',
      ],
    ],
    [
      ttlvTest,
      'is refused at its header when that states too much, whatever follows',
    ],
  ),
  control(
    'D3',
    'no more than the limit is kept of a key server’s answer',
    [
      [
        reader,
        '      if (kept.length + chunk.length > TTLV_LIMITS.maxBytes) {',
        '      if (kept.length + chunk.length > 2 ** 40) {',
      ],
    ],
    [ttlvTest, 'is given up as soon as more than the limit has come'],
  ),
  control(
    'D3',
    'a KMIP answer is bounded in depth',
    [
      [
        decode,
        "  if (depth > TTLV_LIMITS.maxDepth) throw new TtlvError('Nested too deeply.');",
        '',
      ],
    ],
    [
      ttlvTest,
      'refuses what is nested more deeply than its limit, and reads what is not',
    ],
  ),
  control(
    'D3',
    'a KMIP answer is bounded in items',
    [
      [
        decode,
        "  if (--reader.itemsLeft < 0) throw new TtlvError('Too many items.');",
        '',
      ],
    ],
    [ttlvTest, 'refuses more items than its limit'],
  ),
  control(
    'D2',
    'key servers lie within the egress rules',
    [
      [
        'packages/kmip-probe/src/layers/dns.ts',
        'const addresses = await egress.check(host, port);',
        'const addresses = [{ address: host, family: 4 as const }];',
      ],
    ],
    [
      probeTest,
      'lies where Keyward may not connect, and no connection is opened',
    ],
  ),
  control(
    'D1',
    'a key server of a wrong CA is told nothing',
    [[tls, '  if (problem !== null) {', "  if (problem === 'none at all') {"]],
    [probeTest, 'comes from a wrong CA'],
  ),
  control(
    'D1',
    'a key server’s certificate is for its name',
    [
      [
        tls,
        "  return mismatch === undefined ? null : 'ERR_TLS_CERT_ALTNAME_INVALID';",
        '  return mismatch === null ? 0 as never : null;',
      ],
    ],
    [probeTest, 'has a certificate for another name'],
  ),
  control(
    'D1',
    'a key server that nobody can verify is not called verified',
    [[tls, "    outcome: 'unverified',", "    outcome: 'passed',"]],
    [probeTest, 'is not called verified where no CA is known for it'],
  ),
  control(
    'C4',
    'a key signs a handshake only when it is the one the digest covers',
    [
      [
        'apps/bff/src/tasks/run-of.ts',
        '  refuseUncommitted(parts, change, secrets);',
        '  if (secrets.size < 0) refuseUncommitted(parts, change, secrets);',
      ],
    ],
    [lookTest, 'shows no key that was exchanged behind the console’s back'],
  ),
  control(
    'A12',
    'the helpdesk starts no look at key servers',
    [
      [
        'packages/contract/src/routes/change-routes.ts',
        "    path: '/api/changes/:id/handshakes',\n    access: 'changes:read-full',",
        "    path: '/api/changes/:id/handshakes',\n    access: 'changes:read',",
      ],
    ],
    [lookTest, 'is nothing for the helpdesk, which sees no server either'],
  ),
  control(
    'D6',
    'a person has key servers tried only so often',
    [
      [
        'apps/bff/src/routes/change-routes.ts',
        '      await handshakeLimit.take(caller.person.id);\n',
        '      void handshakeLimit;\n',
      ],
    ],
    [lookTest, 'is for open changes with key servers, and not without end'],
  ),
  control(
    'D6',
    'two key servers at once',
    [
      [
        'apps/bff/src/handshakes/handshake-runner.ts',
        'const SERVERS_AT_ONCE = 2;',
        'const SERVERS_AT_ONCE = 20;',
      ],
    ],
    [
      lookTest,
      'are as many as one console makes, whatever the number of servers',
    ],
  ),
  control(
    'D6',
    'a look that is under way is not begun again',
    [
      [
        'apps/bff/src/handshakes/begin-handshakes.ts',
        "    if (stateOf(rows) === 'running') return false;\n",
        '',
      ],
    ],
    [lookTest, 'is not begun a second time while it runs'],
  ),
];
