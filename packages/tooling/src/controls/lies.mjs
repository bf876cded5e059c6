import { control } from './control.mjs';

const upstreamTest = 'apps/bff/test/hostile/upstream.test.ts';

/** A lie about success is found. */
export const lieControls = [
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
