import type { Permission } from '@keyward/contract';
import {
  Nav,
  NavItem,
  NavList,
  PageSidebar,
  PageSidebarBody,
} from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { isUnder, NAVIGATION } from './navigation.ts';

interface SideNavigationProps {
  permissions: readonly Permission[];
  path: string;
  /** On a narrow screen the sidebar covers the page, so choosing an entry closes it. */
  onChoose: () => void;
  isOpen: boolean;
}

/** The pages this person may open. */
export function SideNavigation({
  permissions,
  path,
  onChoose,
  isOpen,
}: SideNavigationProps): ReactNode {
  return (
    // PatternFly slides the sidebar in on narrow screens only when it follows the window's size itself.
    <PageSidebar
      isSidebarOpen={isOpen}
      className={isOpen ? 'pf-m-expanded' : ''}
      inert={!isOpen}
    >
      <PageSidebarBody>
        <Nav aria-label="Pages" onSelect={onChoose}>
          <NavList>
            {NAVIGATION.filter((entry) =>
              permissions.includes(entry.permission),
            ).map((entry) => {
              const isActive = isUnder(path, entry.to);
              return (
                <NavItem key={entry.to} itemId={entry.to} isActive={isActive}>
                  <Link
                    to={entry.to}
                    className={
                      isActive
                        ? 'pf-v6-c-nav__link pf-m-current'
                        : 'pf-v6-c-nav__link'
                    }
                  >
                    <span className="pf-v6-c-nav__link-text">{entry.text}</span>
                  </Link>
                </NavItem>
              );
            })}
          </NavList>
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}
