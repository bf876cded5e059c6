import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { saveFile } from '../browser/save-file.ts';
import { csvLines, type CsvColumn } from './csv.ts';

interface CsvButtonProps<T> {
  /** File name without its day and ending. */
  name: string;
  columns: readonly CsvColumn<T>[];
  /** What is shown. */
  rows: readonly T[];
  /** The whole list with the same filters and in the same order, where more than `rows` is to be had. */
  readAll?: ((signal: AbortSignal) => AsyncIterable<readonly T[]>) | undefined;
}

/** Today where the reader is, as the calendar of every spreadsheet writes it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** Downloads a list as a table sees it: filtered, in its order, and to its end. */
export function CsvButton<T>({
  name,
  columns,
  rows,
  readAll,
}: CsvButtonProps<T>): ReactNode {
  const [state, setState] = useState<'ready' | 'reading' | 'failed'>('ready');
  const gone = useRef<AbortController>(null);
  useEffect(() => () => gone.current?.abort(), []);

  const download = async (): Promise<void> => {
    const leaving = new AbortController();
    gone.current = leaving;
    setState('reading');
    try {
      // The byte order mark makes spreadsheets read the file as UTF-8.
      const parts = ['\ufeff', csvLines([columns.map(({ title }) => title)])];
      const pages = readAll?.(leaving.signal) ?? [rows];
      for await (const page of pages) {
        parts.push(
          csvLines(page.map((row) => columns.map(({ value }) => value(row)))),
        );
      }
      if (leaving.signal.aborted) return;
      saveFile(`${name}-${today()}.csv`, 'text/csv;charset=utf-8', parts);
      setState('ready');
    } catch {
      if (!leaving.signal.aborted) setState('failed');
    }
  };
  return (
    <>
      <Button
        variant="plain"
        icon={<DownloadIcon />}
        isLoading={state === 'reading'}
        isDisabled={rows.length === 0 || state === 'reading'}
        onClick={() => void download()}
      >
        {say('list.csv')}
      </Button>
      {state === 'failed' && (
        <span role="alert" className="kw-subtle">
          {say('list.csv-failed')}
        </span>
      )}
    </>
  );
}
