import { control } from './control.mjs';

const failing = 'apps/bff/test/canaries/failing-requests.test.ts';
const sealTest = 'packages/secrets/test/seal.test.ts';
const everyOperation = 'apps/bff/test/secrets.test.ts';

/** Secrets that are read back, logged, or found in what is stored. */
export const canaryControls = [
  control(
    'C1',
    'canaries: a Secret in an answer says only that there is one',
    [
      [
        'packages/secrets/src/secret.ts',
        '  toJSON(): string {\n    return PLACEHOLDER;',
        '  toJSON(): string {\n    return this.#plain;',
      ],
    ],
    [
      'apps/bff/src/http/answers-without-secrets.test.ts',
      'that is not so strict says only that there is one',
    ],
  ),
  control(
    'C2',
    'canaries: errors are logged by what is known of them',
    [
      [
        'apps/bff/src/http/send-problem.ts',
        '  return { name: error.name, ...(code',
        '  return { ...error, name: error.message, ...(code',
      ],
    ],
    [
      failing,
      'leaves its secret nowhere when the database refuses the row that quotes it',
    ],
  ),
  control(
    'C2',
    'canaries: names that no field has are not repeated',
    [
      [
        'apps/bff/src/http/parse-request.ts',
        '  return FIELD_NAME.test(name) ? [name] : [];',
        '  return FIELD_NAME.test(name) ? [name] : [name];',
      ],
    ],
    [
      'apps/bff/test/bad-json.test.ts',
      'names the field: an unknown field with a slash',
    ],
  ),
  control(
    'C2',
    'canaries: what a target repeats is taken out',
    [
      [
        'packages/upstream-http/src/upstream-http.ts',
        '    const body = scrubber.json(parsedBody(raw, isRefusal, limits));',
        '    const body = parsedBody(raw, isRefusal, limits);',
      ],
    ],
    [
      'packages/upstream-http/test/scrub.test.ts',
      'gets neither body secrets nor credentials into the answer or the facts (200)',
    ],
  ),
  control(
    'C3',
    'canaries: what is sealed is erased at the end',
    [
      [
        'apps/bff/src/changes/change-events.ts',
        "    .where('change_id', '=', changeId)\n    .execute();\n}",
        "    .where('change_id', '=', changeId)\n    .where('id', 'is', null)\n    .execute();\n}",
      ],
    ],
    [
      everyOperation,
      'is nowhere but at the target: a derivation key that is taken',
    ],
  ),
  control(
    'C3',
    'canaries: no length shows',
    [
      [
        'packages/secrets/src/padding.ts',
        '    Math.ceil((LENGTH_BYTES + plain.length) / BLOCK_BYTES) * BLOCK_BYTES;',
        '    LENGTH_BYTES + plain.length + 0 * BLOCK_BYTES;',
      ],
    ],
    [sealTest, 'tells the length only to the next 64 bytes'],
  ),
];
