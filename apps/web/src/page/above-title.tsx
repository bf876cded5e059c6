import { say } from '@keyward/messages';
import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface AboveTitleProps {
  to: '/changes' | '/tasks' | '/connections' | '/people' | '/known-problems';
  text: string;
  current: string;
}

/** Where a page belongs, with the way back to its list. */
export function AboveTitle({ to, text, current }: AboveTitleProps): ReactNode {
  return (
    <Breadcrumb aria-label={say('page.breadcrumb')}>
      <BreadcrumbItem
        render={({ className, ariaCurrent }) => (
          <Link
            to={to}
            className={className ?? ''}
            aria-current={ariaCurrent === 'page' ? 'page' : undefined}
          >
            {text}
          </Link>
        )}
      />
      <BreadcrumbItem isActive>{current}</BreadcrumbItem>
    </Breadcrumb>
  );
}
