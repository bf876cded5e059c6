import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

/** One half of the trust between provider and key server; both are needed before a key can be fetched. */
export function TrustHalf({
  holds,
  text,
}: {
  holds: boolean | null;
  text: string;
}): ReactNode {
  if (holds === null) {
    return <StatusLabel tone="unknown">{`${text}: not known`}</StatusLabel>;
  }
  return (
    <StatusLabel
      tone={holds ? 'good' : 'bad'}
    >{`${text}: ${holds ? 'yes' : 'no'}`}</StatusLabel>
  );
}
