import type { Collection, EstateItem, OperationId } from '@keyward/contract';
import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { EstateStatus } from '../../estate/estate-status.tsx';
import { useEstate } from '../../estate/use-estate.ts';

interface EstateSectionProps<C extends Collection> {
  connectionId: string;
  collection: C;
  title: string;
  /** The change that starts here, for those who may submit one. */
  change?: { operation: OperationId; label: string };
  children: (items: EstateItem<C>[]) => ReactNode;
}

/** One collection of what a connection reports, with its freshness and the change that starts from it. */
export function EstateSection<C extends Collection>(
  props: EstateSectionProps<C>,
): ReactNode {
  const { connectionId, collection, change } = props;
  const estate = useEstate(connectionId, collection);
  const maySubmit = useSession().may('changes:submit');
  return (
    <Card component="section" aria-label={props.title} className="kw-section">
      <CardHeader
        {...(change === undefined || !maySubmit
          ? {}
          : {
              actions: {
                actions: (
                  <Link
                    to="/changes/new"
                    search={{
                      operation: change.operation,
                      connection: connectionId,
                    }}
                  >
                    {change.label}
                  </Link>
                ),
                hasNoOffset: true,
              },
            })}
      >
        <CardTitle component="h2">{props.title}</CardTitle>
      </CardHeader>
      <CardBody>
        {estate.items.length > 0 && props.children(estate.items)}
        <EstateStatus estate={estate} collection={collection} />
      </CardBody>
    </Card>
  );
}
