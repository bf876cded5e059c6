import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { FAULT_ROWS } from '../src/controls/threats.mjs';
import { FAULTS } from '../src/faults/index.mjs';
import { repositoryRoot } from '../src/repository-root.mjs';

describe('the faults that are tried', () => {
  it('are all of them', () => {
    const tried = new Set(FAULTS.map(({ id }) => id));
    expect(Object.keys(FAULT_ROWS).filter((id) => !tried.has(id))).toEqual([]);
  });

  it('are tried in test files that are there', () => {
    const missing = FAULTS.flatMap(({ files }) => files).filter(
      (file) => !existsSync(join(repositoryRoot, file)),
    );
    expect(missing).toEqual([]);
  });

  it('tell figures that say which fault they are of', () => {
    const strange = FAULTS.flatMap(({ id, figures }) =>
      figures.filter((figure) => !figure.startsWith(`${id} `)),
    );
    expect(strange).toEqual([]);
  });
});
