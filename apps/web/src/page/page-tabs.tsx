import './page-tabs.css';

import { createLink } from '@tanstack/react-router';
import {
  useEffect,
  useRef,
  type AnchorHTMLAttributes,
  type ReactNode,
  type Ref,
} from 'react';

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
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (open === null || open === undefined || bar.current === null) return;
    // On a phone the open one may lie outside of what is seen of the bar.
    bar.current.scrollLeft = open.offsetLeft - bar.current.clientWidth / 3;
  });
  return (
    <nav ref={bar} aria-label={label} className="kw-tabs">
      <ul>
        {children.map((tab, index) => (
          <li key={index}>{tab}</li>
        ))}
      </ul>
    </nav>
  );
}
