import { Button } from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { toCsv, type CsvColumn } from './csv.ts';

interface CsvButtonProps<T> {
  /** File name without its ending. */
  name: string;
  columns: readonly CsvColumn<T>[];
  rows: readonly T[];
}

/** Downloads what the table shows, as it stands now. */
export function CsvButton<T>({
  name,
  columns,
  rows,
}: CsvButtonProps<T>): ReactNode {
  const download = (): void => {
    // The byte order mark makes spreadsheets read the file as UTF-8.
    const url = URL.createObjectURL(
      new Blob(['\ufeff', toCsv(columns, rows)], {
        type: 'text/csv;charset=utf-8',
      }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button
      variant="plain"
      icon={<DownloadIcon />}
      isDisabled={rows.length === 0}
      onClick={download}
    >
      CSV
    </Button>
  );
}
