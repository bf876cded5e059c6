import type { TargetOperationId } from '@keyward/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { operationsQuery } from '../api/operations.ts';
import { useSession } from '../api/use-session.ts';
import { ChangeLink, type ChangeStart } from './change-link.tsx';

interface RequestLinkProps {
  operation: TargetOperationId;
  connectionId: string;
  start: ChangeStart;
  /** Tells the link from those of the other rows. */
  label: string;
  children: ReactNode;
}

/** Begins a change of one object; nothing for who makes no changes, and where the connection does not have it. */
export function RequestLink(props: RequestLinkProps): ReactNode {
  return useSession().may('changes:submit') ? <IfAble {...props} /> : null;
}

function IfAble(props: RequestLinkProps): ReactNode {
  const { data } = useQuery(operationsQuery);
  const isAble = data?.items.some(
    ({ id, connections }) =>
      id === props.operation &&
      connections.some(
        ({ connection, available }) =>
          available && connection.id === props.connectionId,
      ),
  );
  return isAble === true ? <ChangeLink {...props} /> : null;
}
