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

/** What checks a form before it is sent. */
const CHECKS = /\/node_modules\/zod\/|\/packages\/contract\//;

const STYLE = /\.css$/;

const PAGE = /\/src\/pages\/.*-page\.tsx$/;

/** For each module, the pages that need it. */
function usersOf(
  chunks: ReadonlyMap<string, Chunk>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { facadeModuleId: page } of chunks.values()) {
    if (page === null || !PAGE.test(page)) continue;
    for (const module of needed(chunks, [page])) {
      const known = users.get(module) ?? new Set();
      users.set(module, known.add(page));
    }
  }
  return users;
}

function usersOfLibrary(
  users: ReadonlyMap<string, ReadonlySet<string>>,
  name: string,
): ReadonlySet<string> {
  for (const [module, pages] of users) {
    if (module.includes(`/node_modules/${name}/`)) return pages;
  }
  throw new Error(`No page needs ${name}.`);
}

/**
 * Files of the pages that somebody may see first, so few that they come in one go: what draws the first frame (`first`),
 * the application with what the way in and the console behind it share (`start`), what only one of them needs (`way-in`, `console` with its home page), and what the forms of an
 * invitation and of the first account need (`checks`, `forms`, `pieces`). The bundler alone makes a file of every set of modules that the same pages share:
 * forty requests for a first page.
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
  const first = needed(chunks, ['/index.html']);
  const start = needed(chunks, ['/app/main.tsx']);
  const signIn = needed(chunks, ['/pages/sign-in/sign-in-page.tsx']);
  const console = needed(chunks, [
    '/app/shell/shell.tsx',
    '/pages/home/home-page.tsx',
  ]);
  const firstForms = needed(chunks, [
    '/pages/invitation/invitation-page.tsx',
    '/pages/first-account/first-account-page.tsx',
  ]);
  const users = usersOf(chunks);
  const isShared = (module: string): boolean =>
    (users.get(module)?.size ?? 0) > 1;
  const formPages = usersOfLibrary(users, 'react-hook-form');
  const isOfForms = (module: string): boolean =>
    firstForms.has(module) &&
    [...(users.get(module) ?? [])].every((page) => formPages.has(page));
  return [
    { name: 'first', test: (module) => first.has(module), priority: 6 },
    {
      name: 'start',
      test: (module) =>
        start.has(module) ||
        // Nothing waits for the application's styles, so all of the first pages' come in one file.
        (console.has(module) &&
          (signIn.has(module) ||
            firstForms.has(module) ||
            STYLE.test(module))) ||
        (signIn.has(module) && isShared(module)),
      priority: 5,
    },
    { name: 'console', test: (module) => console.has(module), priority: 4 },
    { name: 'way-in', test: (module) => signIn.has(module), priority: 4 },
    {
      name: 'checks',
      test: (module) => firstForms.has(module) && CHECKS.test(module),
      priority: 3,
    },
    // Taken before the forms take it along: pages without a form need it too.
    {
      name: 'pieces',
      test: (module) =>
        firstForms.has(module) && isShared(module) && !isOfForms(module),
      priority: 2,
    },
    {
      name: 'forms',
      test: (module) => isShared(module) && isOfForms(module),
      priority: 1,
    },
  ];
}
