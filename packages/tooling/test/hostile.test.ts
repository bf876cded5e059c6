import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import {
  figureLine,
  holds,
  readFigures,
  untold,
} from '../src/figures/figures.mjs';
import { HOSTILE_PARTS } from '../src/hostile/parts.mjs';
import { repositoryRoot } from '../src/repository-root.mjs';

describe('the figures of the hostile tests', () => {
  it('are kept when they reach what was promised, and not otherwise', () => {
    expect(holds({ name: 'a', value: 20, least: 20 })).toBe(true);
    expect(holds({ name: 'a', value: 19, least: 20 })).toBe(false);
    expect(holds({ name: 'a', value: 0, most: 0 })).toBe(true);
    expect(holds({ name: 'a', value: 1, most: 0 })).toBe(false);
    expect(holds({ name: 'a', value: Number.NaN, most: 1 })).toBe(false);
  });

  it('are printed with what they are measured by', () => {
    expect(figureLine({ name: 'spellings', value: 9, least: 9, of: 9 })).toBe(
      'ok   spellings 9 of 9',
    );
    expect(figureLine({ name: 'memory', value: 120, most: 100 })).toBe(
      'MISS memory 120, at most 100',
    );
  });

  it('are missed when a part tells nothing', () => {
    const told = readFigures('{"name":"a","value":1}\n');
    expect(untold(['a', 'b'], told)).toEqual(['b']);
  });

  it('come from test files that are there', () => {
    const missing = HOSTILE_PARTS.flatMap(({ files }) => files).filter(
      (file) => !existsSync(join(repositoryRoot, file)),
    );
    expect(missing).toEqual([]);
  });
});
