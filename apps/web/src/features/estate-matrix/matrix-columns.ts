import type { MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { SYSTEM_NAMES } from '../../wording/states.ts';
import { VERDICTS } from './matrix-words.ts';

const FACTS: readonly CsvColumn<MatrixRow>[] = [
  { title: say('estate-matrix.connection'), value: ({ name }) => name },
  { title: say('estate-matrix.kind'), value: ({ kind }) => SYSTEM_NAMES[kind] },
  { title: say('estate-matrix.version'), value: ({ version }) => version },
  { title: say('estate-matrix.build-title'), value: ({ build }) => build },
  {
    title: say('estate-matrix.to-vsphere-9'),
    value: ({ verdict }) => VERDICTS[verdict].word,
  },
  { title: say('estate-matrix.because'), value: ({ because }) => because },
];

/** What the CSV of the matrix holds: one line a connection, one column for each operation that any of them has. */
export function matrixColumns(
  rows: readonly MatrixRow[],
): CsvColumn<MatrixRow>[] {
  const titles = new Map(
    rows
      .flatMap(({ operations }) => operations)
      .map(({ operation, title }) => [operation, title]),
  );
  return [
    ...FACTS,
    ...[...titles].map(([id, title]) => ({
      title,
      value: ({ operations }: MatrixRow) => {
        const found = operations.find(({ operation }) => operation === id);
        if (found === undefined) return null;
        return found.available
          ? say('estate-matrix.possible')
          : (found.reason ?? say('estate-matrix.not-possible'));
      },
    })),
  ];
}
