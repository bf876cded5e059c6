import { Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const WORDS: Readonly<
  Record<
    string,
    { status: 'success' | 'warning' | 'danger' | 'info'; text: string }
  >
> = {
  OK: { status: 'success', text: 'Healthy' },
  WARNING: { status: 'warning', text: 'Warning' },
  ERROR: { status: 'danger', text: 'Error' },
  NONE: { status: 'info', text: 'No health reported' },
};

/** The vendor's health word in plain English; null means that nothing has been applied. */
export function HealthLabel({ health }: { health: string | null }): ReactNode {
  if (health === null) {
    return (
      <Label variant="outline" isCompact status="warning">
        Not applied
      </Label>
    );
  }
  const known = WORDS[health];
  return (
    <Label variant="outline" isCompact status={known?.status ?? 'info'}>
      {known?.text ?? health}
    </Label>
  );
}
