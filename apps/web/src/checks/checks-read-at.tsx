import type { Check } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

/** When the facts of these checks were read: the oldest of their moments, so that it promises nothing too new. */
export function ChecksReadAt({
  checks,
  what = 'Target',
}: {
  checks: readonly Check[];
  /** What was read: the target, or the console itself. */
  what?: 'Target' | 'Console';
}): ReactNode {
  const oldest = checks.map((check) => check.observedAt).toSorted()[0];
  if (oldest === undefined) return null;
  return (
    <span className="kw-subtle">
      {what} read <Timestamp at={oldest} show="relative" />
    </span>
  );
}
