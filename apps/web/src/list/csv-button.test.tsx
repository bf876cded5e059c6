import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { readPages } from '../api/read-pages.ts';
import { aChangeSummary } from '../testing/change-fixtures.ts';
import { SESSIONS } from '../testing/session-fixtures.ts';
import { aTaskSummary } from '../testing/task-fixtures.ts';
import { aNotification, aPerson } from '../testing/identity-fixtures.ts';
import { renderPage } from '../testing/render-page.tsx';
import { CsvButton } from './csv-button.tsx';

interface Saved {
  name: string;
  text: string;
}

/** Files that the page hands to the browser's downloads. */
function watchDownloads(): Saved[] {
  const saved: Saved[] = [];
  let text = Promise.resolve('');
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    text = blob instanceof Blob ? blob.text() : text;
    return 'blob:test';
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const name = this.download;
    void text.then((read) => saved.push({ name, text: read }));
  });
  return saved;
}

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

  const list = (items: readonly unknown[]) => () => ({
    body: { items, nextCursor: null, unread: 0 },
  });
  const HOSTILE = '=HYPERLINK("https://evil.example")';
  const LISTS: [
    path: string,
    file: string,
    Parameters<typeof renderPage>[2],
  ][] = [
    [
      '/changes',
      'keyward-changes',
      { 'GET /api/changes': list([aChangeSummary({ title: HOSTILE })]) },
    ],
    [
      '/tasks',
      'keyward-tasks',
      { 'GET /api/tasks': list([aTaskSummary({ title: HOSTILE })]) },
    ],
    [
      '/people',
      'keyward-people',
      { 'GET /api/people': list([aPerson({ displayName: HOSTILE })]) },
    ],
    [
      '/inbox',
      'keyward-inbox',
      { 'GET /api/inbox': list([aNotification({ title: HOSTILE })]) },
    ],
    ['/known-problems', 'keyward-known-problems', {}],
  ];

  it.each(LISTS)('is there on %s', async (path, file, handlers) => {
    await renderPage(path, SESSIONS.admin, handlers);
    const { name, text } = await download();
    expect(name.startsWith(`${file}-20`)).toBe(true);
    expect(text.split('\r\n').length).toBeGreaterThan(2);
    // A cell either starts with its quote and apostrophe or with nothing that a spreadsheet runs.
    expect(text).not.toMatch(/(^|[,\n])"?[=+@]/);
    const isHostile = path !== '/known-problems';
    expect(text.includes(`"'=HYPERLINK`)).toBe(isHostile);
  });
});
