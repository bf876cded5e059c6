/** What every page of the console needs beside the application; the build writes it into the page (build/fetch-early.ts). */
const NAMES = 'keyward-console';

function link(attributes: Readonly<Record<string, string>>): void {
  const made = document.createElement('link');
  // As the bundler asks for them: otherwise each is fetched twice.
  made.crossOrigin = '';
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  document.head.append(made);
}

/** Fetches the files of the console for somebody who is signed in, so that the application finds them here. */
export function fetchConsole(): void {
  const meta = document.querySelector(`meta[name="${NAMES}"]`);
  const files = (meta?.getAttribute('content') ?? '')
    .split(' ')
    .filter((each) => each !== '');
  for (const href of files) {
    // Not as a module: that would be compiled as well, which holds up the first frame.
    link({
      rel: 'preload',
      as: href.endsWith('.css') ? 'style' : 'script',
      href,
    });
  }
}
