import { control } from './control.mjs';

const transport = 'packages/upstream-http/src';
const connect = `${transport}/connect-checked.ts`;
const guard = `${transport}/egress/egress-guard.ts`;
const connections = 'apps/bff/src/connections';
const egressTest = 'packages/upstream-http/test/egress.test.ts';
const certificatesTest = 'apps/bff/test/hostile/certificates.test.ts';
const addressesTest = 'apps/bff/test/hostile/addresses.test.ts';

/** The console reaches out only to where it may. */
export const egressControls = [
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
