import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { saveFile } from '../page/save-file.ts';
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
    saveFile(`${name}.csv`, 'text/csv;charset=utf-8', [
      '\ufeff',
      toCsv(columns, rows),
    ]);
  };
  return (
    <Button
      variant="plain"
      icon={<DownloadIcon />}
      isDisabled={rows.length === 0}
      onClick={download}
    >
      {say('list.csv')}
    </Button>
  );
}
