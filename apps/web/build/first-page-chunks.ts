import { build, type InlineConfig, type Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

interface Group {
  name: string;
  test: (module: string) => boolean;
  /** What comes first takes a module, and what that module needs. */
  priority: number;
}

function entry(chunks: ReadonlyMap<string, Chunk>, source: string): Chunk {
  for (const chunk of chunks.values()) {
    if (chunk.facadeModuleId?.endsWith(source) === true) return chunk;
  }
  throw new Error(`The application loads no ${source}.`);
}

/** How many pages, of some twenty, make a module part of what every page of the console brings along. */
const MANY_PAGES = 13;

/** The home page has no table, and would be over its budget with it. */
const LARGE = /react-table|lodash|Popover/;

/** For each module, how many of the pages need it. */
function sharedByPages(
  chunks: ReadonlyMap<string, Chunk>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { facadeModuleId } of chunks.values()) {
    const page = /\/src(\/pages\/.*-page\.tsx)$/.exec(
      facadeModuleId ?? '',
    )?.[1];
    if (page === undefined) continue;
    for (const module of needed(chunks, [page])) {
      counts.set(module, (counts.get(module) ?? 0) + 1);
    }
  }
  return counts;
}

/** Modules that a browser needs for these files: theirs and, to the end, those of what they import statically. */
function needed(
  chunks: ReadonlyMap<string, Chunk>,
  sources: readonly string[],
): Set<string> {
  const seen = new Set<Chunk>();
  const waiting = sources.map((source) => entry(chunks, source));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const file of next.imports) {
      const chunk = chunks.get(file);
      if (chunk !== undefined) waiting.push(chunk);
    }
  }
  return new Set([...seen].flatMap((chunk) => chunk.moduleIds));
}

/**
 * Files of the pages that somebody may see first, so few that they come in one go: what the way in and the console behind
 * it share (`start`), and what only one of them needs (`way-in`, `console` with its home page). What many pages need,
 * such as menus and what checks forms, comes with the console too. The bundler alone makes a file of every set of modules
 * that the same pages share: forty requests for a first page.
 *
 * It builds the application once without any such wish, since only the bundler knows what is left of the libraries.
 */
export async function firstPageChunks(config: InlineConfig): Promise<Group[]> {
  const result = await build({
    ...config,
    configFile: false,
    logLevel: 'silent',
    build: { ...config.build, write: false },
  });
  const outputs = [result].flat();
  const chunks = new Map<string, Chunk>();
  for (const output of outputs) {
    if (!('output' in output)) continue;
    for (const file of output.output) {
      if (file.type === 'chunk') chunks.set(file.fileName, file);
    }
  }
  const start = needed(chunks, ['/index.html']);
  const signIn = needed(chunks, ['/pages/sign-in/sign-in-page.tsx']);
  const console = needed(chunks, [
    '/app/shell/shell.tsx',
    '/pages/home/home-page.tsx',
  ]);
  const shared = sharedByPages(chunks);
  const isConsole = (module: string): boolean =>
    console.has(module) ||
    (!LARGE.test(module) && (shared.get(module) ?? 0) >= MANY_PAGES);
  return [
    {
      name: 'start',
      test: (module) =>
        start.has(module) || (isConsole(module) && signIn.has(module)),
      priority: 2,
    },
    { name: 'console', test: isConsole, priority: 1 },
    { name: 'way-in', test: (module) => signIn.has(module), priority: 1 },
  ];
}
