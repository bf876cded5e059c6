import { control } from './control.mjs';

const cachedReadsTest = 'apps/bff/test/cached-reads.test.ts';
const atOnce = 'apps/bff/src/cached-reads/answer-at-once.ts';
const shortMemory = 'apps/bff/src/cached-reads/short-memory.ts';
const shortMemoryTest = 'apps/bff/src/cached-reads/short-memory.test.ts';
const requestListener = 'apps/bff/src/request-listener.ts';

/** What is answered from memory is answered to nobody else, and not for longer. */
export const cachedReadControls = [
  control(
    'B1',
    'a session for what is answered from memory',
    [
      [
        'apps/bff/src/http/dispatcher.ts',
        '    admit(\n      await identify(parts, arrival, () =>\n        parts.sessions.identifyForCachedRead(request, arrival.tokenHash),\n      ),\n    );\n',
        '',
      ],
    ],
    [cachedReadsTest, 'needs a session, also from memory'],
  ),
  control(
    'B1',
    'sessions are forgotten when they may have ended',
    [[requestListener, '    sessions.forgetChecked();\n', '']],
    [cachedReadsTest, 'ends with the session, here at once'],
  ),
  control(
    'B1',
    'a session that was looked up before it ended',
    [
      [
        shortMemory,
        'this.#kept.clear();',
        'setTimeout(() => this.#kept.clear());',
      ],
    ],
    [
      shortMemoryTest,
      'is not kept when something changed while it was looked up',
    ],
  ),
  control(
    'A12',
    'a second for roles that another replica took',
    [[shortMemory, 'MOST_AGE_MS = 1_000', 'MOST_AGE_MS = Infinity']],
    [
      cachedReadsTest,
      'ends within a second with a role that another replica took',
    ],
  ),
  control(
    'D4',
    'estate is old when a task has ended',
    [[requestListener, '    estate.forgetChecked();\n', '']],
    [cachedReadsTest, 'is old as soon as a task has ended'],
  ),
  control(
    'A12',
    'the permission for what is answered at once',
    [
      [
        atOnce,
        'if (caller?.permissions.includes(access) !== true) return null;',
        'void caller?.permissions.includes(access);',
      ],
    ],
    [
      cachedReadsTest,
      'needs the permission, also from memory, and the denial is noted',
    ],
  ),
  control(
    'D6',
    'what is answered at once is counted',
    [
      [
        atOnce,
        'parts.limits.takeReadOfKnown(found.tokenHash)',
        'Promise.resolve(true)',
      ],
    ],
    [cachedReadsTest, 'is counted in the metrics and against its person'],
  ),
  control(
    'B6',
    'headers on what is answered at once',
    [[atOnce, '      ...parts.headers,\n', '']],
    [
      cachedReadsTest,
      'has the same bytes and headers from memory as through Express',
    ],
  ),
  control(
    'D5',
    'one way to read what is answered at once',
    [[atOnce, ' || isOdd(request)', '']],
    [
      cachedReadsTest,
      'is refused, also from memory, where a request could be read in two ways',
    ],
  ),
];
