import { control } from './control.mjs';

const transport = 'packages/upstream-http/src';
const exchange = `${transport}/exchange.ts`;
const answer = `${transport}/json-answer.ts`;
const connections = 'apps/bff/src/connections';
const exchangeTest = 'packages/upstream-http/test/exchange.test.ts';
const sessionTest = `${transport}/session/pooled-session.test.ts`;
const upstreamTest = 'apps/bff/test/hostile/upstream.test.ts';

/** A hostile answer is refused before it costs anything. */
export const hostileAnswerControls = [
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
