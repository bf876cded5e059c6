import type { Check } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

/** When the facts of these checks were read: the oldest of their moments, so that it promises nothing too new. */
export function ChecksReadAt({
  checks,
  what = say('checks.target'),
}: {
  checks: readonly Check[];
  /** What was read: the target, or the console itself. */
  what?: string;
}): ReactNode {
  const oldest = checks.map((check) => check.observedAt).toSorted()[0];
  if (oldest === undefined) return null;
  return (
    <span className="kw-subtle">
      <Say
        id="checks.read"
        values={{ what, time: <Timestamp at={oldest} show="relative" /> }}
      />
    </span>
  );
}
