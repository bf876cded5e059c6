import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

interface SectionCardProps {
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** One section of a page as a named region. */
export function SectionCard({
  title,
  aside,
  children,
  className = '',
}: SectionCardProps): ReactNode {
  const id = useId();
  return (
    <Card
      component="section"
      aria-labelledby={id}
      className={`kw-section ${className}`}
    >
      <CardHeader
        {...(aside === undefined
          ? {}
          : { actions: { actions: aside, hasNoOffset: true } })}
      >
        <CardTitle component="h2" id={id}>
          {title}
        </CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
