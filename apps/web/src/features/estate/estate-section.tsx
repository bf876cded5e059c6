import type { Collection } from '@keyward/contract';
import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { EstateStatus } from '../../estate/estate-status.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import { COLLECTION_VIEWS, type CollectionView } from './collection-views.tsx';

interface EstateSectionProps<C extends Collection> {
  connectionId: string;
  collection: C;
}

/** One collection of what a connection reports, with its freshness and the change that starts from it. */
export function EstateSection<C extends Collection>({
  connectionId,
  collection,
}: EstateSectionProps<C>): ReactNode {
  const estate = useEstate(connectionId, collection);
  const maySubmit = useSession().may('changes:submit');
  const { title, change, show }: CollectionView<C> =
    COLLECTION_VIEWS[collection];
  return (
    <Card component="section" aria-label={title} className="kw-section">
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
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody>
        {estate.items.length > 0 && show(estate.items, connectionId)}
        <EstateStatus
          estate={estate}
          collection={collection}
          isInForm={false}
        />
      </CardBody>
    </Card>
  );
}
