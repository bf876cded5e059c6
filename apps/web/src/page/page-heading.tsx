import { visibleText } from '@keyward/contract/visible-text';
import { say } from '@keyward/messages';
import { Title } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';

import { shouldMoveFocus } from './navigation-focus.ts';

interface PageHeadingProps {
  /** Plain text for the browser's tab unless it has its own; also the heading unless `children` are given. */
  title: string;
  tab?: string;
  children?: ReactNode;
}

/**
 * The one h1 of a page. Titles hold names of targets and words of the address, so nothing in them can hide or turn
 * letters around, in the browser's tab either. After a navigation focus lands here, so that a screen reader reads
 * where it is.
 */
export function PageHeading({
  title,
  tab = title,
  children,
}: PageHeadingProps): ReactNode {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = say('page.keyward', { title: visibleText(tab) });
  }, [tab]);
  useEffect(() => {
    if (shouldMoveFocus()) {
      heading.current?.querySelector('h1')?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div ref={heading}>
      <Title
        headingLevel="h1"
        size="2xl"
        tabIndex={-1}
        className="kw-page-title"
      >
        {children ?? visibleText(title)}
      </Title>
    </div>
  );
}
