import { say } from '@keyward/messages';
import { StatusLabel, type StatusTone } from '@keyward/ui';
import type { ReactNode } from 'react';

const WORDS: Readonly<Record<string, { tone: StatusTone; text: string }>> = {
  OK: { tone: 'good', text: say('estate.healthy') },
  WARNING: { tone: 'warning', text: say('estate.warning') },
  ERROR: { tone: 'bad', text: say('estate.error') },
  NONE: { tone: 'quiet', text: say('estate.no-health-reported') },
};

/** The vendor's health word in plain English; null means that nothing has been applied. */
export function HealthLabel({ health }: { health: string | null }): ReactNode {
  if (health === null) {
    return (
      <StatusLabel tone="warning">{say('estate.not-applied')}</StatusLabel>
    );
  }
  const known = WORDS[health];
  return (
    <StatusLabel tone={known?.tone ?? 'unknown'}>
      {known?.text ?? health}
    </StatusLabel>
  );
}
