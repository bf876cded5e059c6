import { say } from '@keyward/messages';
import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

interface TrustHalfProps {
  /** Whether this half holds; null when the provider does not say. */
  holds: boolean | null;
  /** The half in words, when it holds and when it does not. */
  yes: string;
  no: string;
}

/** One half of the trust between provider and key server; both are needed before a key can be fetched. */
export function TrustHalf({ holds, yes, no }: TrustHalfProps): ReactNode {
  if (holds === null) {
    return (
      <StatusLabel tone="unknown">
        {say('estate.not-known', { yes })}
      </StatusLabel>
    );
  }
  return (
    <StatusLabel tone={holds ? 'good' : 'bad'}>{holds ? yes : no}</StatusLabel>
  );
}
