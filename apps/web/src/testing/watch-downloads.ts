import { vi } from 'vitest';

export interface Saved {
  name: string;
  text: string;
}

/** Files that the page hands to the browser's downloads. */
export function watchDownloads(): Saved[] {
  const saved: Saved[] = [];
  let text = Promise.resolve('');
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    text = blob instanceof Blob ? blob.text() : text;
    return 'blob:test';
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const name = this.download;
    void text.then((read) => saved.push({ name, text: read }));
  });
  return saved;
}
