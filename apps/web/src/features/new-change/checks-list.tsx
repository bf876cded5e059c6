import type { Check } from '@keyward/contract';
import { StatusLabel, VisibleText, type StatusTone } from '@keyward/ui';
import type { ReactNode } from 'react';

const LOOKS = {
  forbids: { tone: 'bad', word: 'Forbids' },
  warning: { tone: 'warning', word: 'Warning' },
  note: { tone: 'quiet', word: 'Note' },
  passed: { tone: 'good', word: 'Passed' },
} as const satisfies Record<string, { tone: StatusTone; word: string }>;

type Look = keyof typeof LOOKS;

const ORDER: readonly Look[] = ['forbids', 'warning', 'note', 'passed'];

function lookOf(check: Check): Look {
  if (check.severity === 'info') return 'note';
  if (check.passed) return 'passed';
  return check.severity === 'blocker' ? 'forbids' : 'warning';
}

/** Preflight checks with their evidence, what stands in the way first. */
export function ChecksList({
  checks,
}: {
  checks: readonly Check[];
}): ReactNode {
  const sorted = checks.toSorted(
    (a, b) => ORDER.indexOf(lookOf(a)) - ORDER.indexOf(lookOf(b)),
  );
  return (
    <ul className="kw-checks" aria-label="Preflight checks">
      {sorted.map((check) => {
        const { tone, word } = LOOKS[lookOf(check)];
        return (
          <li
            key={`${check.id} ${check.field ?? ''} ${check.evidence}`}
            className="kw-check"
          >
            <div>
              <StatusLabel tone={tone}>{word}</StatusLabel>
            </div>
            <div>
              <div className="kw-check-title">{check.title}</div>
              <VisibleText text={check.evidence} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** The sentence that keeps the submit button shut, or undefined. */
export function blockedBecause(checks: readonly Check[]): string | undefined {
  const failed = checks.filter((check) => lookOf(check) === 'forbids').length;
  if (failed === 0) return undefined;
  return failed === 1
    ? 'A check forbids this change.'
    : `${String(failed)} checks forbid this change.`;
}
