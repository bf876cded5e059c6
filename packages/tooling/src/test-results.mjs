import { readFileSync } from 'node:fs';

const readers = {
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
  }),
  // A test that passed only when repeated is not a pass here.
  playwright: ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }),
};

/**
 * Counts of one test runner. A runner that failed without a failed test (a file that does not
 * load, no report at all) counts as one failure, so a crash never looks like success.
 */
export function readResults(kind, file, code) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = readers[kind](JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No report; the exit code decides below.
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
