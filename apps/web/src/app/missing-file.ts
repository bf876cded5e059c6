/** A file of the application could not be fetched: there is no network, or the console was upgraded meanwhile. */
export class MissingFile extends Error {
  constructor(options: ErrorOptions) {
    super('A file of this page could not be fetched.', options);
    this.name = 'MissingFile';
  }
}

/** In the words of Chromium, Firefox, Safari and the bundler. */
const WORDS = /dynamically imported module|module script failed|preload CSS/;

/** Dialogs and parts of pages are fetched later too, and fail in the browser’s own words. */
export function isMissingFile(error: unknown): boolean {
  return (
    error instanceof MissingFile ||
    (error instanceof Error && WORDS.test(error.message))
  );
}
