import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadStaticFiles, type StaticFiles } from './static-files.ts';

let folder: string;
let files: StaticFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-static-'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of Object.entries({
    'index.html': 'the page',
    'assets/app.js': 'code',
    'assets/app.js.map': 'sources',
    'assets/app.ts': 'source',
    '.env': 'secret',
    'server.key': 'secret',
  })) {
    await writeFile(join(folder, name), text);
  }
  files = await loadStaticFiles(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** What is sent for a path. */
function serve(path: string): string {
  let sent = '';
  const response = {
    setHeader: () => response,
    end: (content: Buffer) => {
      sent = content.toString();
    },
  } as unknown as ServerResponse; // the two members that are used
  const request = { method: 'GET', headers: {} } as IncomingMessage; // likewise
  files.send(request, response, path);
  return sent;
}

describe('the files of the page', () => {
  it('are those of a page, and every address of a page is the page', () => {
    expect(serve('/assets/app.js')).toBe('code');
    expect(serve('/')).toBe('the page');
    expect(serve('/changes/019b0000-0000-7000-8000-000000000000')).toBe(
      'the page',
    );
  });

  it.each([
    '/assets/app.js.map',
    '/assets/app.ts',
    '/.env',
    '/server.key',
    '/.git/config',
    '/.git/HEAD',
    '/assets/..%2f.env',
    '/a.b',
    '/a%20b',
    '/~root',
  ])('are not %s', (path) => {
    expect(() => serve(path)).toThrow('not_found');
  });
});

describe('the page for an address that leads nowhere', () => {
  const html = { accept: 'text/html,*/*;q=0.8' };

  it('is the page itself, for who looks for a page', () => {
    const request = { method: 'GET', url: '/nowhere', headers: html };
    expect(files.missingPage(request, { code: 'not_found' })).toBe('the page');
    expect(files.missingPage(request, { code: 'csrf' })).toBeNull();
    expect(
      files.missingPage({ ...request, method: 'POST' }, { code: 'not_found' }),
    ).toBeNull();
    for (const url of ['/api/nowhere', '/healthz/x?y', '/api']) {
      expect(
        files.missingPage({ ...request, url }, { code: 'not_found' }),
      ).toBeNull();
    }
  });
});
