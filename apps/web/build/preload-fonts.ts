import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Preloads the named fonts: without it the first table shifts when its font arrives. */
export function preloadFonts(names: readonly string[]): Plugin {
  return {
    name: 'keyward-preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        return names.flatMap((name): HtmlTagDescriptor[] => {
          const file = files.find((each) =>
            new RegExp(`/${name}-[^/]{8}\\.woff2$`).test(each),
          );
          if (file === undefined) return [];
          const attrs = {
            rel: 'preload',
            as: 'font',
            type: 'font/woff2',
            href: `/${file}`,
            crossorigin: '',
          };
          return [{ tag: 'link', injectTo: 'head', attrs }];
        });
      },
    },
  };
}
