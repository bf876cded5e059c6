import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readResults } from '../src/test-results.mjs';

function report(content: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-report-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'report.json'), JSON.stringify(content));
  return join(folder, 'report.json');
}

test('counts what each runner reports', () => {
  const vitest = report({ numPassedTests: 12, numFailedTests: 1 });
  expect(readResults('vitest', vitest, 1)).toEqual({ passed: 12, failed: 1 });
  const playwright = report({
    stats: { expected: 5, unexpected: 1, flaky: 2 },
  });
  expect(readResults('playwright', playwright, 1)).toEqual({
    passed: 5,
    failed: 3,
  });
});

test('a runner that failed without a failed test counts as one failure', () => {
  const vitest = report({ numPassedTests: 3, numFailedTests: 0 });
  expect(readResults('vitest', vitest, 1)).toEqual({ passed: 3, failed: 1 });
  expect(readResults('playwright', '/nowhere.json', 1)).toEqual({
    passed: 0,
    failed: 1,
  });
});
