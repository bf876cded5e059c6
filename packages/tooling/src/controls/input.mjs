import { control } from './control.mjs';

const jsonText = 'apps/bff/src/http/json-text.ts';
const jsonTextTest = 'apps/bff/src/http/json-text.test.ts';
const readTarget = 'apps/bff/src/http/read-target.ts';
const readTargetTest = 'apps/bff/src/http/read-target.test.ts';
const readBody = 'apps/bff/src/http/read-body.ts';
const splitPem = 'packages/pki/src/split-pem.ts';
const splitPemTest = 'packages/pki/test/split-pem.test.ts';
const badJsonTest = 'apps/bff/test/bad-json.test.ts';
const rawBytesTest = 'apps/bff/test/hostile/raw-bytes.test.ts';

/** What strangers and people send: one spelling of a path, bounded JSON, bodies and certificates. */
export const inputControls = [
  control(
    'D5',
    'a path has one spelling',
    [[readTarget, 'url.pathname !== path || ', '']],
    [
      readTargetTest,
      'leads nowhere when there is another reading: "/api/x/../session"',
    ],
  ),
  control(
    'D5',
    'no empty segments, no matrix parameters',
    [[readTarget, '    /\\/\\/|[;#]/.test(path) ||\n', '']],
    [
      readTargetTest,
      'leads nowhere when there is another reading: "/api/session;x=1"',
    ],
  ),
  control(
    'D5',
    'no control characters in a path',
    [[readTarget, '    CONTROL.test(path);', '    false;']],
    [
      readTargetTest,
      'leads nowhere when there is another reading: "/api/session%00"',
    ],
  ),
  control(
    'D5',
    'JSON of bounded depth',
    [
      [
        jsonText,
        'if (levels.length > MAX_DEPTH) {',
        'if (levels.length < 0) {',
      ],
    ],
    [jsonTextTest, 'refuses 21 levels'],
  ),
  control(
    'D5',
    'JSON with each member once',
    [
      [
        jsonText,
        "  if (seen.has(key)) refuse('A member is named twice.');\n",
        '',
      ],
    ],
    [jsonTextTest, 'refuses a member twice'],
  ),
  control(
    'D5',
    'JSON without prototype names',
    [
      [
        jsonText,
        "  if (FORBIDDEN_KEYS.has(key)) refuse('A member name is not allowed.');\n",
        '',
      ],
    ],
    [jsonTextTest, 'refuses __proto__, escaped'],
  ),
  control(
    'D5',
    'JSON whose numbers keep their digits',
    [[jsonText, ' || Math.abs(value) > Number.MAX_SAFE_INTEGER', '']],
    [jsonTextTest, 'refuses 9007199254740993'],
  ),
  control(
    'D5',
    'JSON of well-formed text',
    [
      [
        jsonText,
        '  refuseLoneSurrogates(value);\n  return value;',
        '  return value;',
      ],
    ],
    [jsonTextTest, 'refuses a lone surrogate'],
  ),
  control(
    'D5',
    'compressed bodies are refused',
    [
      [
        readBody,
        "if (encoding !== undefined && encoding !== 'identity') {",
        "if (encoding === '') {",
      ],
    ],
    [badJsonTest, 'is refused compressed'],
  ),
  control(
    'D5',
    'bodies that trickle end',
    [
      [
        readBody,
        "() => reject(new Refusal('request_timeout'))",
        '() => undefined',
      ],
    ],
    [
      'apps/bff/src/http/read-body.test.ts',
      'a body that trickles is answered in time, and its sender hears why',
    ],
  ),
  control(
    'D5',
    'a header that may come once',
    [
      [
        'apps/bff/src/http/refuse-oddities.ts',
        "countOf('host', rawHeaders) > 1 ||",
        '',
      ],
    ],
    [rawBytesTest, 'get one refusal and no second answer: two hosts'],
  ),
  control(
    'D5',
    'no tunnel',
    [
      [
        'apps/bff/src/http/listen.ts',
        "  server.on('connect', ",
        "  server.on('no such event', ",
      ],
    ],
    ['apps/bff/src/http/listen.test.ts', 'tunnels for nobody, and says so'],
  ),
  control(
    'D5',
    'a hostile text that the database cannot hold',
    [
      [
        'apps/bff/src/http/parse-request.ts',
        "if (name !== 'cursor' && value.includes('\\0')) {",
        "if (name === '' && value === '') {",
      ],
    ],
    [badJsonTest, 'names the parameter: /api/changes?q=%00'],
  ),
  control(
    'D5',
    'no object has __proto__',
    [
      [
        'apps/bff/src/remove-proto.ts',
        "  Reflect.deleteProperty(Object.prototype, '__proto__');\n",
        '',
      ],
    ],
    [
      'apps/bff/src/remove-proto.test.ts',
      'a copied __proto__ is a member like any other',
    ],
  ),
  control(
    'D5',
    'JSON in UTF-8 only',
    [
      [
        'apps/bff/src/http/request-gate.ts',
        'charset="?utf-8"?)?',
        'charset="?[\\w-]+"?)?',
      ],
    ],
    [
      'apps/bff/test/request-gate.test.ts',
      'is refused on every route with JSON in UTF-7, and nothing is changed',
    ],
  ),
  control(
    'D5',
    'PEM of bounded length',
    [
      [
        splitPem,
        'if (text.length > MAX_PEM_LENGTH) {',
        'if (text.length < 0) {',
      ],
    ],
    [splitPemTest, 'refuses too much text'],
  ),
  control(
    'D5',
    'PEM of ten blocks',
    [
      [
        splitPem,
        'if (blocks.length === MAX_PEM_BLOCKS) {',
        'if (blocks.length < 0) {',
      ],
    ],
    [splitPemTest, 'refuses eleven blocks'],
  ),
];
