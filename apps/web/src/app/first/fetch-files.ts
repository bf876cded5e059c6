function link(href: string): void {
  const made = document.createElement('link');
  made.rel = 'preload';
  // Not as a module: that would be compiled as well, which holds up the first frame.
  made.as = href.endsWith('.css') ? 'style' : 'script';
  // As the bundler asks for them: otherwise each is fetched twice.
  made.crossOrigin = '';
  made.href = href;
  document.head.append(made);
}

/**
 * Fetches files whose names the build wrote into the page (build/name-files.ts), so that they are here when they are
 * imported.
 *
 * @param what `application`, or what every page of the `console` needs beside it
 */
export function fetchFiles(what: 'application' | 'console'): void {
  const named = document.querySelector(`meta[name="keyward-${what}"]`);
  const files = named?.getAttribute('content') ?? '';
  for (const href of files.split(' ')) if (href !== '') link(href);
}
