import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import type { ComponentType, ReactNode } from 'react';

interface EmptyPageProps {
  title: string;
  icon?: ComponentType;
  headingLevel?: 'h1' | 'h2' | 'h3';
  status?: 'danger' | 'warning' | 'success' | 'info';
  children?: ReactNode;
  actions?: ReactNode;
}

/** What stands where there is nothing to show: why, and what a person can do about it. */
export function EmptyPage({
  title,
  icon,
  headingLevel = 'h2',
  status,
  children,
  actions,
}: EmptyPageProps): ReactNode {
  return (
    <EmptyState
      titleText={title}
      headingLevel={headingLevel}
      variant="sm"
      {...(icon === undefined ? {} : { icon })}
      {...(status === undefined ? {} : { status })}
    >
      {children !== undefined && <EmptyStateBody>{children}</EmptyStateBody>}
      {actions !== undefined && (
        <EmptyStateFooter>
          <EmptyStateActions>{actions}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}
