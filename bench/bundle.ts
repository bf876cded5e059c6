import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { readBuild, type PageFiles } from './bundle/read-build.ts';

/** Bytes over the wire, gzip level 9; 1 KB is 1,000 bytes. */
const BUDGET = { scripts: 220_000, styles: 100_000 } as const;

const folder = join(import.meta.dirname, '..', 'apps', 'web', 'dist');

function weigh(files: ReadonlySet<string>): number {
  let bytes = 0;
  for (const file of files) {
    bytes += gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  }
  return bytes;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(6)} KB`;
}

function report(page: string, files: PageFiles): boolean {
  const scripts = weigh(files.scripts);
  const styles = weigh(files.styles);
  const ratios = [scripts / BUDGET.scripts, styles / BUDGET.styles] as const;
  const fits = ratios.every((ratio) => ratio <= 1);
  console.log(
    `${page.padEnd(34)} JS ${kilobytes(scripts)} ratio ${ratios[0].toFixed(2)}   CSS ${kilobytes(styles)} ratio ${ratios[1].toFixed(2)}`,
  );
  return fits;
}

console.log(
  `Budget of a first page, gzip: JS ${kilobytes(BUDGET.scripts).trim()}, CSS ${kilobytes(BUDGET.styles).trim()}`,
);
const build = readBuild(folder);
report('index.html and what it imports', build.first);
// Both are a first page: one for who comes, the other for who returns with a session.
const fits = [
  report('sign-in page', build.with('way-in')),
  report('home page of a signed-in person', build.with('console')),
];
// Not a first page on most days, but what a notification or a ticket links to.
report(
  'change page by its link, uncounted',
  build.with('console', 'change-page'),
);
const isGood = fits.every(Boolean);
console.log(isGood ? 'Within budget.' : 'A first page is over its budget.');
process.exitCode = isGood ? 0 : 1;
