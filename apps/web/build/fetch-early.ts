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
 * The first script only draws the frame of the page; the application is fetched beside it, for everybody, and the
 * console's files for who is signed in, which that script sees (src/app/first/fetch-console.ts).
 */
export function fetchEarly(): Plugin {
  return {
    name: 'keyward-fetch-early',
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
        const links = application.map((file): HtmlTagDescriptor => ({
          tag: 'link',
          injectTo: 'head',
          attrs: {
            rel: 'preload',
            // Not as a module: that would be compiled as well, which holds up the first frame.
            as: file.endsWith('.css') ? 'style' : 'script',
            href: `/${file}`,
            fetchpriority: 'low',
            crossorigin: '',
          },
        }));
        const named: HtmlTagDescriptor = {
          tag: 'meta',
          injectTo: 'head',
          attrs: {
            name: 'keyward-console',
            content: console.map((file) => `/${file}`).join(' '),
          },
        };
        return [...links, named];
      },
    },
  };
}
