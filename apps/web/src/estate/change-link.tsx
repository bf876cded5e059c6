import type { OperationId } from '@keyward/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../api/use-session.ts';

/** What the form is opened with beside the connection. */
export interface ChangeStart {
  cluster?: string;
  provider?: string;
  keyManager?: string;
}

interface ChangeLinkProps {
  operation: OperationId;
  connectionId: string;
  start?: ChangeStart;
  /** Tells the link from those of the other rows. */
  label: string;
  children: ReactNode;
}

/** Begins a change of one object that is known to be possible; nothing for who makes no changes. */
export function ChangeLink({
  operation,
  connectionId,
  start = {},
  label,
  children,
}: ChangeLinkProps): ReactNode {
  if (!useSession().may('changes:submit')) return null;
  return (
    <Link
      to="/changes/new"
      search={{ operation, connection: connectionId, ...start }}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
