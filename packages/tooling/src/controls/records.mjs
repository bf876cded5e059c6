import { control } from './control.mjs';

const auditCsvTest = 'apps/bff/src/audit/audit-csv.test.ts';
const auditLogTest = 'apps/bff/test/audit/audit-log.test.ts';

/** What is kept: cells and log lines that nothing runs, no change without its audit row, reading from a full disk. */
export const recordControls = [
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
    [
      'apps/bff/test/audit/no-row-no-change.test.ts',
      'does not happen: submitting',
    ],
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
];
