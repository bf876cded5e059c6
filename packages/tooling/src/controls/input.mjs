import { control } from './control.mjs';

const jsonText = 'apps/bff/src/http/json-text.ts';
const jsonTextTest = 'apps/bff/src/http/json-text.test.ts';
const readTarget = 'apps/bff/src/http/read-target.ts';
const readTargetTest = 'apps/bff/src/http/read-target.test.ts';
const readBody = 'apps/bff/src/http/read-body.ts';
const dispatcher = 'apps/bff/src/http/dispatcher.ts';
const splitPem = 'packages/pki/src/split-pem.ts';
const splitPemTest = 'packages/pki/test/split-pem.test.ts';
const badJsonTest = 'apps/bff/test/bad-json.test.ts';
const rawBytesTest = 'apps/bff/test/hostile/raw-bytes.test.ts';
const requestLimits = 'apps/bff/src/limits/request-limits.ts';
const requestLimitsTest = 'apps/bff/src/limits/request-limits.test.ts';
const limitsTest = 'apps/bff/test/limits.test.ts';
const auditCsvTest = 'apps/bff/src/audit/audit-csv.test.ts';
const auditLogTest = 'apps/bff/test/audit/audit-log.test.ts';
const dependencies = 'packages/tooling/src/dependencies.mjs';
const dependenciesTest = 'packages/tooling/test/dependencies.test.ts';
const staticFilesTest = 'apps/bff/src/http/static-files.test.ts';
const failingTest = 'apps/bff/test/canaries/failing-requests.test.ts';

/** What strangers and people send: how it is read, how much of it, and what comes of it in files and logs. */
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
  control(
    'D7',
    'formulas open as text',
    [
      [
        'apps/bff/src/audit/audit-csv.ts',
        "FORMULA.test(inert) ? `'${inert}` : inert",
        'FORMULA.test(inert) ? inert : inert',
      ],
    ],
    [auditCsvTest, 'never lets a cell start with what a spreadsheet runs'],
  ),
  control(
    'D7',
    'a record is one line',
    [
      [
        'apps/bff/src/audit/audit-csv.ts',
        'const inert = inertText(value);',
        'const inert = value;\n  inertText(value);',
      ],
    ],
    [auditCsvTest, 'is one line per record, whatever is in it'],
  ),
  control(
    'D7',
    'an event is one line of JSON',
    [
      [
        'apps/bff/src/audit/inert-text.ts',
        'JSON.stringify(value).replace(LOUD_IN_JSON, escaped)',
        'JSON.stringify(value)',
      ],
    ],
    [auditLogTest, 'has one line for each event, whatever somebody is called'],
  ),
  control(
    'D8',
    'no audit row, no mutation',
    [
      [
        'packages/database/src/journal.ts',
        'throw isRolledBack(error) ? error : new AuditUnavailable(error);',
        'if (isRolledBack(error)) throw error;',
      ],
    ],
    ['apps/bff/test/audit.test.ts', 'does not happen: submitting'],
  ),
  control(
    'D8',
    'a full disk can be read from',
    [
      [
        'apps/bff/src/people/sessions.ts',
        'if (!isDatabaseAway(error)) throw error;',
        'if (isDatabaseAway(error)) throw error;',
      ],
    ],
    [
      'apps/bff/test/disk-full.test.ts',
      'nothing is changed or sent, everything can be read, and it is over by itself',
    ],
  ),
  control(
    'D9',
    'packages from the registry',
    [[dependencies, '!String(resolved).startsWith(REGISTRY)', 'false']],
    [dependenciesTest, 'would be refused with another address'],
  ),
  control(
    'D9',
    'packages with a strong hash',
    [
      [
        dependencies,
        "/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '')",
        'integrity !== null',
      ],
    ],
    [dependenciesTest, 'would be refused with an old hash'],
  ),
  control(
    'D9',
    'licences from a list',
    [[dependencies, 'isAllowed(license) ? null :', "license !== '' ? null :"]],
    [dependenciesTest, 'would be refused with a licence that binds us'],
  ),
  control(
    'D9',
    'no install scripts',
    [
      [
        dependencies,
        'hasInstallScript === true &&',
        'hasInstallScript === 0 &&',
      ],
    ],
    [dependenciesTest, 'would be refused with a script'],
  ),
  control(
    'D9',
    'exact versions',
    [
      [
        dependencies,
        '!/^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$/.test(version)',
        "version === ''",
      ],
    ],
    [dependenciesTest, 'would be refused with a range'],
  ),
  control(
    'D10',
    'only the files of a page',
    [
      [
        'apps/bff/src/http/static-files.ts',
        '(each) => MEDIA_TYPES[extname(each)] !== undefined',
        "(each) => extname(each) !== '.no'",
      ],
    ],
    [staticFilesTest, 'are not /assets/app.js.map'],
  ),
  control(
    'D10',
    'pages have addresses of words',
    [
      [
        'apps/bff/src/http/static-files.ts',
        'PAGE.test(path) ? index',
        "path !== '' || PAGE.test(path) ? index",
      ],
    ],
    [staticFilesTest, 'are not /.git/config'],
  ),
  control(
    'D10',
    'metrics are asked here',
    [
      [
        'apps/bff/src/http/loopback.ts',
        'FORWARDING.every((name) => headers[name] === undefined)',
        'FORWARDING.every((name) => headers[name] !== null)',
      ],
    ],
    [
      'apps/bff/src/http/loopback.test.ts',
      'through a proxy is asked elsewhere: x-forwarded-for 127.0.0.1',
    ],
  ),
  control(
    'C2',
    'nothing of what could not be parsed',
    [
      [
        jsonText,
        "      detail: 'The body could not be read as JSON.',",
        '      detail: text,',
      ],
    ],
    [failingTest, 'leaves its secret nowhere, whichever layer refuses it'],
  ),
  control(
    'C2',
    'nothing of what the database says',
    [
      [
        'apps/bff/src/http/send-problem.ts',
        '  return { name: error.name,',
        '  return { name: `${error.name} ${JSON.stringify(error)} ${error.message}`,',
      ],
    ],
    [
      failingTest,
      'leaves its secret nowhere when the database refuses the row that quotes it',
    ],
  ),
  control(
    'C2',
    'nothing of what a crash says',
    [
      [
        'apps/bff/src/crash-policy.ts',
        "    log.fatal({ error: describeError(error) }, 'Stopped by an error.');\n    process.exit(1);\n",
        '    throw error;\n',
      ],
    ],
    [
      'apps/bff/test/crash-policy.test.ts',
      'a throw in a timer ends the process, and its words are not said',
    ],
  ),
];
