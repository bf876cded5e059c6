import type { Session } from '@keyward/contract';
import type { ReactNode } from 'react';

import { wasSetUp } from '../../features/guide/remembered.ts';
import { SetUp } from '../../features/guide/set-up.tsx';

/** The set-up of a new installation, until it is done. */
export function HomeSetUp(
  session: Pick<Session, 'person' | 'passkey'>,
): ReactNode {
  return wasSetUp() ? null : <SetUp {...session} />;
}
