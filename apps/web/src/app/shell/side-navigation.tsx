import type { Permission } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  Nav,
  NavItem,
  NavList,
  PageSidebar,
  PageSidebarBody,
} from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import {
  ADMINISTRATION,
  isUnder,
  NAVIGATION,
  type NavigationEntry,
} from './navigation.ts';

const TITLE_ID = 'navigation-administration';

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
  const linksTo = (entries: readonly NavigationEntry[]): ReactNode[] =>
    entries
      .filter((entry) => permissions.includes(entry.permission))
      .map((entry) => {
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
      });
  const administration = linksTo(ADMINISTRATION);
  return (
    // PatternFly slides the sidebar in on narrow screens only when it follows the window's size itself.
    <PageSidebar
      isSidebarOpen={isOpen}
      className={isOpen ? 'pf-m-expanded' : ''}
      inert={!isOpen}
    >
      <PageSidebarBody>
        <Nav aria-label={say('shell.pages')} onSelect={onChoose}>
          <NavList>{linksTo(NAVIGATION)}</NavList>
          {administration.length > 0 && (
            // Not the library's group: its title is a heading above the page's own.
            <div
              role="group"
              aria-labelledby={TITLE_ID}
              className="pf-v6-c-nav__section"
            >
              <div id={TITLE_ID} className="pf-v6-c-nav__section-title">
                {say('shell.administration')}
              </div>
              <NavList>{administration}</NavList>
            </div>
          )}
        </Nav>
      </PageSidebarBody>
    </PageSidebar>
  );
}
