import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page of the built application needs before it can be used: file names below the build folder. */
export interface PageFiles {
  scripts: ReadonlySet<string>;
  styles: ReadonlySet<string>;
}

/** A build of the browser application, as a browser would follow it. */
export interface Build {
  /** What `index.html` asks for and fetches early, with everything that imports statically. */
  first: PageFiles;
  /** The same together with the named chunks that the first script loads later, such as `sign-in-page`. */
  with(...chunks: readonly string[]): PageFiles;
  /** Names of the chunks that are a page by themselves, such as `tasks-page`. */
  pages: readonly string[];
}

const STATIC_IMPORT = /\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;
const PAGE_CHUNK = /import\([`"']\.\/([\w-]+-page)-[\w-]{8}\.js[`"']\)/g;
const DEPENDENCY_TABLE = /m\.f\s*=\s*\[([^\]]*)\]/;

/**
 * Reads `index.html` and the scripts behind it.
 *
 * @throws when the folder holds no build, or one made by a bundler that this does not know.
 */
export function readBuild(folder: string): Build {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const entry = /<script[^>]*\bsrc="\/([^"]+)"/.exec(html)?.[1];
  if (entry === undefined) throw new Error('index.html names no script.');
  const early = named(html, 'keyward-application');
  const first = follow(
    folder,
    [entry, ...early.filter((file) => file.endsWith('.js'))],
    [
      ...references(html, 'stylesheet'),
      ...early.filter((file) => file.endsWith('.css')),
    ],
  );
  const texts = [...first.scripts].map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  );
  const lazy = (chunk: string): string[] => lazyFiles(texts, chunk);
  return {
    first,
    pages: texts.flatMap((text) =>
      [...text.matchAll(PAGE_CHUNK)].map(([, name = '']) => name),
    ),
    with: (...chunks) => {
      const files = chunks.flatMap(lazy);
      return follow(
        folder,
        [...first.scripts, ...files.filter((file) => file.endsWith('.js'))],
        [...first.styles, ...files.filter((file) => file.endsWith('.css'))],
      );
    },
  };
}

/** Files that the build wrote into the page for the first script to fetch. */
function named(html: string, name: string): string[] {
  const content = new RegExp(`name="${name}" content="([^"]*)"`).exec(
    html,
  )?.[1];
  return (content ?? '').split(' ').map((file) => file.slice(1));
}

function references(html: string, rel: string): string[] {
  const tags = html.match(/<link\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.includes(`rel="${rel}"`))
    .flatMap((tag) => /href="\/([^"]+)"/.exec(tag)?.[1] ?? []);
}

/** Files of a dynamic import, from the table with which the bundler preloads them. */
function lazyFiles(scripts: readonly string[], chunk: string): string[] {
  const call = new RegExp(
    `import\\([\`"']\\./(${chunk}-[^\`"']+\\.js)[\`"']\\)(?:\\.then\\([^)]*\\))?,\\s*(?:__vite__mapDeps\\()?\\[([\\d,]*)\\]`,
  );
  for (const text of scripts) {
    const found = call.exec(text);
    if (found === null) continue;
    const table = (DEPENDENCY_TABLE.exec(text)?.[1] ?? '')
      .split(',')
      .map((name) => name.trim().slice(1, -1));
    const [, file = '', indices = ''] = found;
    return [
      `assets/${file}`,
      ...indices.split(',').flatMap((index) => table[Number(index)] ?? []),
    ];
  }
  throw new Error(`No first script loads a chunk ${chunk}.`);
}

/** Adds what the scripts import statically, to the end. */
function follow(
  folder: string,
  scripts: readonly string[],
  styles: readonly string[],
): PageFiles {
  const seen = new Set<string>();
  const waiting = [...scripts];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const text = readFileSync(join(folder, next), 'utf8');
    for (const [, file = ''] of text.matchAll(STATIC_IMPORT)) {
      waiting.push(`assets/${file}`);
    }
  }
  return { scripts: seen, styles: new Set(styles) };
}
