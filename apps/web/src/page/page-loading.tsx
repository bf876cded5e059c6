import { say } from '@keyward/messages';
import { PageSection, Skeleton } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** The shape of a page while it is read. */
export function PageLoading(): ReactNode {
  return (
    <PageSection aria-busy="true">
      <Skeleton
        width="18rem"
        height="2rem"
        screenreaderText={say('page.loading-the-page')}
      />
      <Skeleton width="30rem" className="kw-skeleton-gap" />
      <Skeleton height="16rem" className="kw-skeleton-gap" />
    </PageSection>
  );
}
