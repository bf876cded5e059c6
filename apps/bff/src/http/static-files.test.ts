import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadStaticFiles, type StaticFiles } from './static-files.ts';

const PAGE = '<html lang="en">the page</html>';

let folder: string;
let files: StaticFiles;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-static-'));
  await mkdir(join(folder, 'assets'));
  for (const [name, text] of Object.entries({
    'index.html': PAGE,
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
function serve(path: string, cookie?: string): string {
  let sent = '';
  const response = {
    setHeader: () => response,
    end: (content: Buffer) => {
      sent = content.toString();
    },
  } as unknown as ServerResponse; // the two members that are used
  const request = { method: 'GET', headers: { cookie } } as IncomingMessage; // likewise
  files.send(request, response, path);
  return sent;
}

describe('the files of the page', () => {
  it('are those of a page, and every address of a page is the page', () => {
    expect(serve('/assets/app.js')).toBe('code');
    expect(serve('/')).toContain('the page');
    expect(serve('/changes/019b0000-0000-7000-8000-000000000000')).toContain(
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
    expect(files.missingPage(request, { code: 'not_found' })).toBe(PAGE);
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

describe('what the page knows of who looks at it', () => {
  const roots = (cookie?: string): string =>
    /^<html[^>]*>/.exec(serve('/', cookie))?.[0] ?? '';

  it('is whether somebody may be signed in, and the chosen colours', () => {
    expect(roots()).toBe('<html data-signed-in="" data-colours="" lang="en">');
    expect(roots('keyward-signed-in=demo; keyward-colours=dark.more')).toBe(
      '<html data-signed-in="demo" data-colours="dark.more" lang="en">',
    );
    expect(roots('a=b; keyward-signed-in=production')).toContain(
      'data-signed-in="production" data-colours=""',
    );
  });

  it('is made of known words only', () => {
    expect(
      roots(
        'keyward-colours="><script>alert(1)</script>; keyward-signed-in="x',
      ),
    ).toBe('<html data-signed-in="production" data-colours="" lang="en">');
    expect(roots('keyward-colours=dark.more.light')).toContain(
      'data-colours=""',
    );
    expect(roots('not-keyward-signed-in=demo')).toContain('data-signed-in=""');
  });
});
