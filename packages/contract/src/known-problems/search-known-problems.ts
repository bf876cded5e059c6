import type { KnownProblem } from './known-problem.ts';

/**
 * Problems that fit a text, the best first: its code, the beginning of its code or name, then every word in what
 * happened and why, then every word anywhere in it. An empty text finds all, in the order of the catalogue.
 */
export function searchKnownProblems(
  problems: readonly KnownProblem[],
  text: string,
): readonly KnownProblem[] {
  const wanted = plain(text);
  if (wanted === '') return problems;
  const words = wanted.split(' ');
  return problems
    .map((problem) => ({ problem, rank: rankOf(problem, wanted, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map(({ problem }) => problem);
}

function rankOf(
  { id, code, name, sentence, cause, check, fix, calls }: KnownProblem,
  wanted: string,
  words: readonly string[],
): number {
  const [ownCode, ownName] = [plain(code), plain(name ?? '')];
  if (ownCode === wanted || plain(id) === wanted) return 5;
  if (ownName === wanted) return 4;
  if (ownCode.startsWith(wanted) || ownName.startsWith(wanted)) return 3;
  const told = plain([code, name ?? '', sentence, cause].join(' '));
  if (words.every((word) => told.includes(word))) return 2;
  const whole = `${told} ${plain([check, fix, ...calls].join(' '))}`;
  return words.every((word) => whole.includes(word)) ? 1 : 0;
}

/** Codes are pasted in every spelling: `UNKNOWN_CA`, `unknown-ca` and “unknown ca” are the same. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
