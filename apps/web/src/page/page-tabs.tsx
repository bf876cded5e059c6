import './page-tabs.css';

import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';

interface TabAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  ref?: Ref<HTMLAnchorElement>;
}

function TabAnchor({
  className,
  children,
  ...props
}: TabAnchorProps): ReactNode {
  return (
    <a {...props} className={`kw-tab ${className ?? ''}`}>
      {children}
    </a>
  );
}

/** One of the pages that belong together; the one that is open says so by itself. */
export const PageTab = createLink(TabAnchor);

/** Links to the pages that belong together, below the title of each of them. */
export function PageTabs({
  label,
  children,
}: {
  label: string;
  /** One PageTab each. */
  children: readonly ReactNode[];
}): ReactNode {
  return (
    <nav aria-label={label} className="kw-tabs">
      <ul>
        {children.map((tab, index) => (
          <li key={index}>{tab}</li>
        ))}
      </ul>
    </nav>
  );
}
