import { PageSection } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { PageHeading } from './page-heading.tsx';

interface PageFrameProps {
  title: string;
  /** What the browser's tab says instead of the title. */
  tab?: string;
  /** Shown instead of the plain title, for a title with labels in it. */
  heading?: ReactNode;
  /** A line above the title: where this page belongs. */
  above?: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** At most one primary action, at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Title row and body of every page. */
export function PageFrame({
  title,
  tab = title,
  heading,
  above,
  description,
  actions,
  children,
}: PageFrameProps): ReactNode {
  return (
    <>
      <PageSection className="kw-page-head">
        {above}
        <div className="kw-page-head-row">
          <div className="kw-page-head-text">
            <PageHeading title={title} tab={tab}>
              {heading}
            </PageHeading>
            {description !== undefined && (
              <div className="kw-page-description">{description}</div>
            )}
          </div>
          {actions}
        </div>
      </PageSection>
      <PageSection className="kw-page-body" isFilled>
        {children}
      </PageSection>
    </>
  );
}
