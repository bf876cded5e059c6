import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../src/controls/index.mjs';
import { unanswered } from '../src/controls/threats.mjs';
import { repositoryRoot } from '../src/repository-root.mjs';

describe('the controls that are taken out', () => {
  it('answer every threat', () => {
    expect(unanswered(CONTROLS)).toEqual([]);
    expect(unanswered(CONTROLS.filter(({ row }) => row !== 'B2'))).toEqual([
      'B2',
    ]);
  });

  it('have a name each', () => {
    const names = CONTROLS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('stand where they are taken out, once each', () => {
    const lost = CONTROLS.flatMap(({ name, edits }) =>
      edits
        .filter(({ file, takeOut }) => {
          const text = readFileSync(join(repositoryRoot, file), 'utf8');
          return text.split(takeOut).length !== 2;
        })
        .map(({ file }) => `${name}: ${file}`),
    );
    expect(lost).toEqual([]);
  });

  it('name tests that are there', () => {
    const lost = CONTROLS.filter(
      ({ test }) => !namesOf(test.file).some((name) => name.test(test.name)),
    );
    expect(lost.map(({ name, test }) => `${name}: ${test.name}`)).toEqual([]);
  });
});

/** What a file calls its tests; where a row of a table fills a name in, anything may stand. */
function namesOf(file: string): RegExp[] {
  const text = readFileSync(join(repositoryRoot, file), 'utf8');
  return [...text.matchAll(/(?<=[(\s])'((?:[^'\\\n]|\\.)+)'/g)].map(
    ([, name = '']) =>
      new RegExp(
        `^${name
          .replaceAll(/[.*+?^{}()|[\]\\]/g, String.raw`\$&`)
          .replaceAll(/%[sjdi]|\$\w+/g, '.+')}$`,
      ),
  );
}
