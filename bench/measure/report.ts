import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { format } from 'prettier';

import { quantile } from './quantiles.ts';

/** One measured figure. `goal` says in words what was promised, and `isMet` whether it holds. */
interface Figure {
  what: string;
  value: string;
  goal?: string;
  isMet?: boolean;
}

export interface Report {
  /** The script without its `bench:`. */
  bench: string;
  /** What was measured, against which control, and which control is known to be bad; a sentence or two. */
  says: string;
  figures: readonly Figure[];
}

const FILE = new URL('../../docs/performance.md', import.meta.url);

const HEAD = `# Performance

Written by the benchmarks themselves: \`npm run bench:<name>\` replaces its own section. Every ratio is the median of pairs measured one after the other in the same run, beside a control that is known to be bad; figures of different runs are not to be compared.
`;

/** Prints what was measured, writes it into docs/performance.md, and sets the exit code when a goal is missed. */
export async function report({ bench, says, figures }: Report): Promise<void> {
  for (const { what, value, goal, isMet } of figures) {
    const promised = goal === undefined ? '' : `  goal ${goal}`;
    console.log(`${mark(isMet)} ${what}: ${value}${promised}`);
  }
  const rows = figures.map(
    ({ what, value, goal, isMet }) =>
      `| ${what} | ${value} | ${goal ?? ''} | ${mark(isMet).trim()} |`,
  );
  const section = [
    `## bench:${bench}`,
    '',
    says,
    '',
    '| figure | measured | goal | |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `_${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${String(cpus().length)} cores, load ${(loadavg()[0] ?? 0).toFixed(1)} at the end._`,
    '',
  ].join('\n');
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  writeFileSync(
    FILE,
    await format(withSection(text, `## bench:${bench}`, section), {
      parser: 'markdown',
    }),
  );
  if (figures.some(({ isMet }) => isMet === false)) process.exitCode = 1;
}

/** Sections stand in the order of their names, each from its heading to the next. */
function withSection(text: string, heading: string, section: string): string {
  const [head = HEAD, ...sections] = text.split(/^(?=## bench:)/m);
  const others = sections.filter((each) => !each.startsWith(`${heading}\n`));
  return [head.trimEnd(), ...[...others, section].toSorted()].join('\n\n');
}

function mark(isMet: boolean | undefined): string {
  if (isMet === undefined) return '    ';
  return isMet ? 'ok  ' : 'MISS';
}

/** Median and spread of ratios, such as `1.08x (0.97–1.21)`. */
export function ratioText(ratios: readonly number[]): string {
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  return `${quantile(ratios, 0.5).toFixed(2)}x (${low.toFixed(2)}–${high.toFixed(2)})`;
}
