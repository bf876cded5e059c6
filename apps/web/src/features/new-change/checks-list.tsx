import type { Check } from '@keyward/contract';
import { HelperText, HelperTextItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

type Variant = 'success' | 'error' | 'warning' | 'indeterminate';

function variantOf(check: Check): Variant {
  if (check.passed) {
    return check.severity === 'info' ? 'indeterminate' : 'success';
  }
  return check.severity === 'blocker'
    ? 'error'
    : check.severity === 'warning'
      ? 'warning'
      : 'indeterminate';
}

const WORDS: Readonly<Record<Variant, string>> = {
  success: 'Passed',
  error: 'Forbids the change',
  warning: 'Warning',
  indeterminate: 'Note',
};

/** Preflight checks with their evidence, what stands in the way first. */
export function ChecksList({
  checks,
}: {
  checks: readonly Check[];
}): ReactNode {
  const order: readonly Variant[] = [
    'error',
    'warning',
    'indeterminate',
    'success',
  ];
  const sorted = checks.toSorted(
    (a, b) => order.indexOf(variantOf(a)) - order.indexOf(variantOf(b)),
  );
  return (
    <HelperText
      component="ul"
      className="kw-checks"
      aria-label="Preflight checks"
    >
      {sorted.map((check) => (
        <HelperTextItem
          key={`${check.id} ${check.field ?? ''} ${check.evidence}`}
          component="li"
          variant={variantOf(check)}
        >
          <strong>{check.title}</strong>{' '}
          <span className="kw-check-word">{WORDS[variantOf(check)]}</span>
          <div>{check.evidence}</div>
        </HelperTextItem>
      ))}
    </HelperText>
  );
}

/** The sentence that keeps the submit button shut, or undefined. */
export function blockedBecause(checks: readonly Check[]): string | undefined {
  const failed = checks.filter(
    (check) => check.severity === 'blocker' && !check.passed,
  );
  if (failed.length === 0) return undefined;
  return failed.length === 1
    ? 'A check forbids this change.'
    : `${String(failed.length)} checks forbid this change.`;
}
