import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { readBuild, type PageFiles } from './bundle/read-build.ts';
import { report as writeReport } from './measure/report.ts';

/** Writes docs/performance.md too; a test only looks. */
const WRITES = process.argv.includes('--report');

/** Bytes over the wire, gzip level 9; 1 KB is 1,000 bytes. */
const BUDGET = { scripts: 220_000, styles: 100_000 } as const;

/** Pages that a link leads to before anybody is signed in. */
const BEFORE_SIGN_IN = [
  'invitation-page',
  'first-account-page',
  'confirmed-page',
];

/** Of scripts, for every page that is no first page. */
const INCREMENT = 60_000;

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

interface Weighed {
  page: string;
  bytes: number;
  styles: number;
  fits: boolean;
}

function report(page: string, files: PageFiles): Weighed {
  const bytes = weigh(files.scripts);
  const styles = weigh(files.styles);
  const ratios = [bytes / BUDGET.scripts, styles / BUDGET.styles] as const;
  console.log(
    `${page.padEnd(34)} JS ${kilobytes(bytes)} ratio ${ratios[0].toFixed(2)}   CSS ${kilobytes(styles)} ratio ${ratios[1].toFixed(2)}`,
  );
  return { page, bytes, styles, fits: ratios.every((ratio) => ratio <= 1) };
}

console.log(
  `Budget of a first page, gzip: JS ${kilobytes(BUDGET.scripts).trim()}, CSS ${kilobytes(BUDGET.styles).trim()}`,
);
const build = readBuild(folder);
report('index.html and what it imports', build.first);
// All are a first page: for who comes, who returns with a session, and who was sent a link.
const firsts = [
  report('sign-in page', build.with('way-in')),
  report('home page of a signed-in person', build.with('console')),
  ...BEFORE_SIGN_IN.map((page) => report(page, build.with('way-in', page))),
];
/** What a page adds for somebody who comes to it from the home page. */
function reportIncrement(page: string, home: PageFiles): Weighed {
  const { scripts } = build.with('console', page);
  const bytes = weigh(
    new Set([...scripts].filter((file) => !home.scripts.has(file))),
  );
  console.log(
    `${page.padEnd(34)} JS ${kilobytes(bytes)} more, ratio ${(bytes / INCREMENT).toFixed(2)}`,
  );
  return { page, bytes, styles: 0, fits: bytes <= INCREMENT };
}

console.log(
  `What each other page adds to the home page: JS ${kilobytes(INCREMENT).trim()} at most`,
);
const home = build.with('console');
const others = build.pages
  .filter((page) => !BEFORE_SIGN_IN.includes(page))
  .map((page) => reportIncrement(page, home));
const isGood = [...firsts, ...others].every(({ fits }) => fits);
console.log(isGood ? 'Within budget.' : 'A page is over its budget.');
process.exitCode = isGood ? 0 : 1;
if (WRITES) {
  await writeReport({
    bench: 'bundle',
    says: 'What a browser fetches of the built application before a page can be used, gzip level 9, 1 KB is 1,000 bytes. A first page is counted whole; every other page as what it adds to the home page.',
    figures: [
      ...firsts.map(({ page, bytes, styles, fits }) => ({
        what: page,
        value: `JS ${kilobytes(bytes).trim()}, CSS ${kilobytes(styles).trim()}`,
        goal: '≤ 220 KB, ≤ 100 KB',
        isMet: fits,
      })),
      ...others
        .toSorted((one, other) => other.bytes - one.bytes)
        .map(({ page, bytes, fits }) => ({
          what: `${page} adds`,
          value: `JS ${kilobytes(bytes).trim()}`,
          goal: '≤ 60 KB',
          isMet: fits,
        })),
    ],
  });
}
