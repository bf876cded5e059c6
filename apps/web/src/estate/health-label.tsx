import { StatusLabel, type StatusTone } from '@keyward/ui';
import type { ReactNode } from 'react';

const WORDS: Readonly<Record<string, { tone: StatusTone; text: string }>> = {
  OK: { tone: 'good', text: 'Healthy' },
  WARNING: { tone: 'warning', text: 'Warning' },
  ERROR: { tone: 'bad', text: 'Error' },
  NONE: { tone: 'quiet', text: 'No health reported' },
};

/** The vendor's health word in plain English; null means that nothing has been applied. */
export function HealthLabel({ health }: { health: string | null }): ReactNode {
  if (health === null) {
    return <StatusLabel tone="warning">Not applied</StatusLabel>;
  }
  const known = WORDS[health];
  return (
    <StatusLabel tone={known?.tone ?? 'unknown'}>
      {known?.text ?? health}
    </StatusLabel>
  );
}
