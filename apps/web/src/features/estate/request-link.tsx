import type { TargetOperationId } from '@keyward/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { operationsQuery } from '../../api/operations.ts';
import { useSession } from '../../api/use-session.ts';

interface RequestLinkProps {
  operation: TargetOperationId;
  connectionId: string;
  /** What the form is opened with beside the connection. */
  start: { cluster?: string; provider?: string; keyManager?: string };
  /** Tells the link from those of the other rows. */
  label: string;
  children: ReactNode;
}

/** Begins a change of one object; nothing for who makes no changes, and where the connection does not have it. */
export function RequestLink(props: RequestLinkProps): ReactNode {
  return useSession().may('changes:submit') ? <IfAble {...props} /> : null;
}

function IfAble({
  operation,
  connectionId,
  start,
  label,
  children,
}: RequestLinkProps): ReactNode {
  const { data } = useQuery(operationsQuery);
  const isAble = data?.items.some(
    ({ id, connections }) =>
      id === operation &&
      connections.some(
        ({ connection, available }) =>
          available && connection.id === connectionId,
      ),
  );
  if (isAble !== true) return null;
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
