import { expect, test } from 'vitest';
import { errorSummary, LastWords } from '../src/log-summary.mjs';

const failure = JSON.stringify({
  level: 50,
  msg: 'poll failed',
  err: { message: 'connect ECONNREFUSED' },
});

test('shows errors of the structured log and nothing else', () => {
  const shown: string[] = [];
  const hear = errorSummary('keyward', (line: string) => shown.push(line));
  hear(JSON.stringify({ level: 30, msg: 'signed in' }));
  hear('not the structured log');
  hear(failure);
  expect(shown).toEqual(['keyward: poll failed: connect ECONNREFUSED']);
});

test('holds a repeated error back for ten seconds and then says how often it came', () => {
  const shown: string[] = [];
  let nowMs = 0;
  const hear = errorSummary(
    'keyward',
    (line: string) => shown.push(line),
    () => nowMs,
  );
  for (const atMs of [0, 1_000, 9_999, 10_001]) {
    nowMs = atMs;
    hear(failure);
  }
  expect(shown).toEqual([
    'keyward: poll failed: connect ECONNREFUSED',
    'keyward: poll failed: connect ECONNREFUSED (2 more like this)',
  ]);
});

test('the last words of a crashed process are its error, not the end of the stack', () => {
  const words = new LastWords();
  words.hear('{"ready":true}', false);
  for (const line of [
    'file:///srv/main.ts:3',
    "TypeError: Cannot read properties of undefined (reading 'url')",
    '    at run (file:///srv/main.ts:3:9)',
    'Node.js v24.21.0',
  ]) {
    words.hear(line, true);
  }
  expect(words.text).toBe(
    "TypeError: Cannot read properties of undefined (reading 'url')",
  );
});
