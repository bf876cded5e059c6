import { createServer } from 'node:http';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Bare</title></head>
<body><div id="root"></div><script type="module" src="/main.js"></script></body></html>`;

const MAIN = `import { createElement as h, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
const rows = Array.from({ length: 6 }, (_, at) => h('li', { key: at }, 'Task ' + at));
createRoot(document.getElementById('root')).render(
  h(StrictMode, null, h('main', null, h('h1', null, 'What needs you now'), h('ul', null, rows))));`;

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** A page of React and six lines of text, built and compressed as the console is: the least that one with React can be. */
export async function startBarePage(): Promise<{
  url: string;
  stop: () => Promise<void>;
}> {
  const folder = mkdtempSync(
    join(import.meta.dirname, '..', '..', 'apps', 'web', '.bare-'),
  );
  const { build } = await import('vite');
  try {
    writeFileSync(join(folder, 'index.html'), HTML);
    writeFileSync(join(folder, 'main.js'), MAIN);
    await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { target: 'es2023', modulePreload: { polyfill: false } },
    });
    const dist = join(folder, 'dist');
    const files = new Map(
      readdirSync(dist, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(html|js)$/.test(name))
        .map((name) => [
          `/${name}`,
          brotliCompressSync(readFileSync(join(dist, name))),
        ]),
    );
    const server = createServer((request, response) => {
      const path = request.url === '/' ? '/index.html' : (request.url ?? '');
      const body = files.get(path);
      response.writeHead(body === undefined ? 404 : 200, {
        'Content-Type': TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain',
        'Content-Encoding': body === undefined ? 'identity' : 'br',
        'Cache-Control': 'no-store',
      });
      response.end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') {
      throw new Error('A listening server has an address.');
    }
    return {
      url: `http://127.0.0.1:${String(address.port)}/`,
      stop: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
