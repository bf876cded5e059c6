import { control } from './control.mjs';

const jsonText = 'apps/bff/src/http/json-text.ts';
const failingTest = 'apps/bff/test/canaries/failing-requests.test.ts';

/** What errors say of what caused them: nothing. */
export const failureControls = [
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
