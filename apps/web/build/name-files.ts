import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;
type Chunk = Rolldown.OutputChunk;

function chunkOf(bundle: Bundle, source: string): Chunk {
  for (const file of Object.values(bundle)) {
    if (
      file.type === 'chunk' &&
      file.moduleIds.some((id) => id.endsWith(source))
    ) {
      return file;
    }
  }
  throw new Error(`The application holds no ${source}.`);
}

/** Scripts and styles of a chunk and of what it imports statically, to the end. */
function filesOf(
  bundle: Bundle,
  chunk: Chunk,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(chunk.fileName)) return seen;
  seen.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style);
  for (const name of chunk.imports) {
    const next = bundle[name];
    if (next?.type === 'chunk') filesOf(bundle, next, seen);
  }
  return seen;
}

/**
 * Writes the names of the application's files into the page, and those of the console's: the first script fetches them
 * once it has drawn the frame (src/app/first/fetch-files.ts). Fetched beside it they would hold it up.
 */
export function nameFiles(): Plugin {
  return {
    name: 'keyward-name-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const isThere = (file: string): boolean => html.includes(`"/${file}"`);
        const application = [
          ...filesOf(bundle, chunkOf(bundle, '/src/app/main.tsx')),
        ].filter((file) => !isThere(file));
        const known = new Set(application);
        const console = [
          ...filesOf(bundle, chunkOf(bundle, '/src/app/shell/shell.tsx')),
        ].filter((file) => !isThere(file) && !known.has(file));
        const named = (name: string, files: readonly string[]) =>
          ({
            tag: 'meta',
            injectTo: 'head',
            attrs: { name, content: files.map((file) => `/${file}`).join(' ') },
          }) satisfies HtmlTagDescriptor;
        return [
          named('keyward-application', application),
          named('keyward-console', console),
        ];
      },
    },
  };
}
