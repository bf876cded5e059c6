import type { Check } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

/** When the target was read for these checks: the oldest of their moments, so that it promises nothing too new. */
export function ChecksReadAt({
  checks,
}: {
  checks: readonly Check[];
}): ReactNode {
  const oldest = checks.map((check) => check.observedAt).toSorted()[0];
  if (oldest === undefined) return null;
  return (
    <span className="kw-subtle">
      Target read <Timestamp at={oldest} show="relative" />
    </span>
  );
}
