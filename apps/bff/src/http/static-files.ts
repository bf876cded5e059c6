import type { Problem } from '@keyward/contract';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { firstLookAttributes } from './first-look.ts';
import { isApiPath, isPageAddress } from './page-addresses.ts';
import { Refusal } from './refusal.ts';

export interface StaticFiles {
  /** @throws Refusal `not_found`, `method_not_allowed` */
  send(request: IncomingMessage, response: ServerResponse, path: string): void;
  /**
   * The application's page for a browser that looks for a page where there is none: the application says so, and leads
   * on. Null for every other request.
   */
  missingPage(
    request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
    problem: Pick<Problem, 'code'>,
  ): string | null;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

interface Asset {
  type: string;
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

/**
 * Serves the built page from memory: an allow-list read once at start, so no request path ever reaches the disk. The
 * addresses of the application's pages get index.html.
 */
export async function loadStaticFiles(directory: string): Promise<StaticFiles> {
  const assets = await readAssets(directory);
  const index = assets.get('/index.html');
  const pageFor = createPages(index);
  return {
    send(request, response, path) {
      const method = request.method ?? 'GET';
      if (method !== 'GET' && method !== 'HEAD') {
        throw new Refusal('method_not_allowed');
      }
      const isPage = isPageAddress(path);
      const asset = isPage ? pageFor(request.headers.cookie) : assets.get(path);
      if (asset === undefined) throw new Refusal('not_found');
      send(
        request,
        response,
        asset,
        isPage ? 'page' : path.startsWith('/assets/') ? 'hashed' : 'named',
      );
    },
    missingPage(request, { code }) {
      if (code !== 'not_found' || !looksForPage(request)) return null;
      return index?.plain.toString('utf8') ?? null;
    },
  };
}

const ROOT = '<html lang="';

/** The application's page, with what its first script needs of the visitor's cookies; each kind is made once. */
function createPages(
  index: Asset | undefined,
): (cookies: string | undefined) => Asset | undefined {
  const made = new Map<string, Asset>();
  return (cookies) => {
    if (index === undefined) return undefined;
    const attributes = firstLookAttributes(cookies);
    const known = made.get(attributes);
    if (known !== undefined) return known;
    const plain = Buffer.from(
      index.plain
        .toString('utf8')
        .replace(ROOT, `<html${attributes}${ROOT.slice('<html'.length)}`),
    );
    const page: Asset = {
      type: index.type,
      plain,
      br: brotliCompressSync(plain),
      gzip: gzipSync(plain),
    };
    made.set(attributes, page);
    return page;
  };
}

/** By what a browser says when somebody opens an address; scripts, pictures and programs say something else. */
function looksForPage({
  method,
  url = '/',
  headers,
}: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    !isApiPath(url.split('?', 1)[0] ?? '') &&
    (headers.accept ?? '').includes('text/html')
  );
}

async function readAssets(directory: string): Promise<Map<string, Asset>> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const assets = new Map<string, Asset>();
  for (const file of files.filter(
    (each) => MEDIA_TYPES[extname(each)] !== undefined,
  )) {
    const asset: Asset = {
      type: MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      plain: await readFile(file),
    };
    if (files.includes(`${file}.br`)) asset.br = await readFile(`${file}.br`);
    if (files.includes(`${file}.gz`)) asset.gzip = await readFile(`${file}.gz`);
    assets.set(file.slice(directory.length).replaceAll('\\', '/'), asset);
  }
  return assets;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  asset: Asset,
  kind: 'page' | 'hashed' | 'named',
): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding =
    asset.br !== undefined && /\bbr\b/.test(accepted)
      ? 'br'
      : asset.gzip !== undefined && /\bgzip\b/.test(accepted)
        ? 'gzip'
        : null;
  const content =
    encoding === 'br'
      ? asset.br
      : encoding === 'gzip'
        ? asset.gzip
        : asset.plain;
  response.setHeader('Content-Type', asset.type);
  response.setHeader(
    'Cache-Control',
    kind === 'hashed' ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  response.setHeader(
    'Vary',
    kind === 'page' ? 'Accept-Encoding, Cookie' : 'Accept-Encoding',
  );
  if (encoding !== null) response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', content?.length ?? 0);
  response.end(request.method === 'HEAD' ? undefined : content);
}
