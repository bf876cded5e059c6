import { control } from './control.mjs';

const dispatcher = 'apps/bff/src/http/dispatcher.ts';
const requestLimits = 'apps/bff/src/limits/request-limits.ts';
const requestLimitsTest = 'apps/bff/src/limits/request-limits.test.ts';
const limitsTest = 'apps/bff/test/limits.test.ts';
const auditLogTest = 'apps/bff/test/audit/audit-log.test.ts';

/** How much anybody may ask for: requests, event streams, looks at targets and exports. */
export const limitControls = [
  control(
    'D6',
    'requests are counted',
    [
      [
        dispatcher,
        'if (isCounted(arrival, url.pathname)) await parts.limits.admit(arrival);',
        'isCounted(arrival, url.pathname);',
      ],
    ],
    [
      limitsTest,
      'is told calmly when to come back, and nobody else is kept waiting',
    ],
  ),
  control(
    'D6',
    'no header changes the address',
    [
      [
        'apps/bff/src/http/client-address.ts',
        'if (hops === 0) return peer;',
        'if (hops < 0) return peer;',
      ],
    ],
    [limitsTest, 'gains nothing by a header that names another address'],
  ),
  control(
    'D6',
    'only what the declared proxy saw',
    [
      [
        'apps/bff/src/http/client-address.ts',
        'forwarded.at(-hops)',
        'forwarded.at(0)',
      ],
    ],
    [
      limitsTest,
      'is known by the address that the declared proxy saw, whatever is written before it',
    ],
  ),
  control(
    'D6',
    'a person, not a session',
    [
      [
        requestLimits,
        'known.set(tokenHash, personId);',
        'known.set(tokenHash, tokenHash);',
      ],
      [
        requestLimits,
        '      await takeOrRefuse(() => ofPerson(arrival).consume(personId), DETAIL);\n    },\n    forget',
        '      await takeOrRefuse(() => ofPerson(arrival).consume(tokenHash), DETAIL);\n    },\n    forget',
      ],
    ],
    [
      requestLimitsTest,
      'is counted per person, whatever session and address they use',
    ],
  ),
  control(
    'D6',
    'an IPv6 network is one address',
    [
      [
        requestLimits,
        '? strangers.consume(addressBucket(arrival.address))',
        '? strangers.consume(arrival.address)',
      ],
    ],
    [
      requestLimitsTest,
      'is counted per address for strangers, an IPv6 network as one',
    ],
  ),
  control(
    'D6',
    'an old cookie uses nothing up',
    [[requestLimits, 'known.delete(tokenHash);', '']],
    [
      requestLimitsTest,
      'is not used up by who has a token that opens nothing any more',
    ],
  ),
  control(
    'D6',
    'five streams',
    [
      [
        'apps/bff/src/start-console.ts',
        'maxStreamsPerPerson: perPerson.streams,',
        'maxStreamsPerPerson: 1_000,',
      ],
    ],
    [limitsTest, 'is five event streams, and a sixth is told to wait'],
  ),
  control(
    'D6',
    'looks at targets while they run',
    [
      [
        'apps/bff/src/limits/running-limits.ts',
        'if (count >= settings[group]) {',
        'if (count < 0) {',
      ],
    ],
    [
      limitsTest,
      'is two looks at targets, and the next may begin when one is over',
    ],
  ),
  control(
    'D6',
    'one export each',
    [
      [
        'apps/bff/src/audit/one-export-each.ts',
        'if (running.has(personId)) {',
        "if (personId === '') {",
      ],
    ],
    [auditLogTest, 'runs once per person at a time'],
  ),
];
