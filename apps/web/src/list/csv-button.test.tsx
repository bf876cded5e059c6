import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { readPages } from '../api/read-pages.ts';
import { type Saved, watchDownloads } from '../testing/watch-downloads.ts';
import { CsvButton } from './csv-button.tsx';

async function download(): Promise<Saved> {
  const saved = watchDownloads();
  await userEvent
    .setup()
    .click(await screen.findByRole('button', { name: 'Download CSV' }));
  await waitFor(() => {
    expect(saved).toHaveLength(1);
  });
  return saved[0] ?? { name: '', text: '' };
}

const COLUMNS = [{ title: 'Value', value: (row: string) => row }];

describe('the CSV of a list', () => {
  it('has all of a long list and not what is shown alone, in its order, with the day in its name', async () => {
    const pages = new Map([
      [undefined, { items: ['=1', 'b'], nextCursor: 'two' }],
      ['two', { items: ['c'], nextCursor: null }],
    ]);
    render(
      <CsvButton
        name="keyward-things"
        columns={COLUMNS}
        rows={['=1']}
        readAll={(signal) =>
          readPages(
            async (cursor) =>
              pages.get(cursor) ?? { items: [], nextCursor: null },
            signal,
          )
        }
      />,
    );
    const { name, text } = await download();
    expect(name).toMatch(/^keyward-things-\d{4}-\d\d-\d\d\.csv$/);
    expect(text).toBe(`Value\r\n"'=1"\r\nb\r\nc\r\n`);
  });

  it('says so when a part of it cannot be read, and gives no file that ends early', async () => {
    const saved = watchDownloads();
    render(
      <CsvButton
        name="keyward-things"
        columns={COLUMNS}
        rows={['a']}
        readAll={(signal) =>
          readPages(async () => Promise.reject(new Error('gone')), signal)
        }
      />,
    );
    await userEvent
      .setup()
      .click(screen.getByRole('button', { name: 'Download CSV' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(saved).toEqual([]);
  });
});
