import { say } from '@keyward/messages';
import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  SkipToContent,
} from '@patternfly/react-core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { Suspense, useEffect, useState, type ReactNode } from 'react';

import { sessionQuery } from '../../api/session.ts';
import { LiveProvider } from '../../features/live/live-context.tsx';
import { LiveRegion } from '../../features/live/live-region.tsx';
import { LiveStatus } from '../../features/live/live-status.tsx';
import { StepUpHost } from '../../step-up/step-up-host.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';
import { BarePage } from './bare-page.tsx';
import { InboxBell } from './inbox-bell.tsx';
import { LateWatch } from './late-watch.tsx';
import { Mark } from './mark.tsx';
import { ModeBanner } from './mode-banner.tsx';
import { NoPasskeyBanner } from './no-passkey-banner.tsx';
import { NoPermission } from './no-permission.tsx';
import { PersonMenu } from './person-menu.tsx';
import { PrintedLine } from './printed-line.tsx';
import { SideNavigation } from './side-navigation.tsx';
import { useSignedOut } from './use-signed-out.ts';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';

// Rarely wanted: it is not part of what every page loads.
const SealedBanner = lazyPart(() =>
  import('./sealed-banner.tsx').then((module) => module.SealedBanner),
);

const RestoredBanner = lazyPart(() =>
  import('./restored-banner.tsx').then((module) => module.RestoredBanner),
);

const MAIN_ID = 'main';
const WIDE = '(min-width: 75rem)';

/** The frame around every page of a signed-in person. */
export function Shell(): ReactNode {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const path = useLocation({ select: (location) => location.pathname });
  const isAllowed = useMatches({
    select: (matches) =>
      matches.every(
        ({ staticData: { permission } }) =>
          permission === undefined || session.permissions.includes(permission),
      ),
  });
  const isBare = useMatches({
    select: (matches) =>
      matches.some(({ staticData }) => staticData.isBare === true),
  });
  const [isSidebarOpen, setSidebarOpen] = useState(
    () => window.matchMedia(WIDE).matches,
  );
  // A window that gets narrow, or a tablet that is turned, has its page in sight and not the sidebar over it.
  useEffect(() => {
    const query = window.matchMedia(WIDE);
    const follow = (): void => {
      setSidebarOpen(query.matches);
    };
    query.addEventListener('change', follow);
    return () => {
      query.removeEventListener('change', follow);
    };
  }, []);
  const onSignedOut = useSignedOut();
  // Without a role there is nothing to follow, and the console would refuse the stream.
  const isLive = session.permissions.includes('changes:read');

  const masthead = (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton
            isHamburgerButton
            aria-label={say('shell.pages')}
            isSidebarOpen={isSidebarOpen}
            onSidebarToggle={() => {
              setSidebarOpen(!isSidebarOpen);
            }}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo
            component={(props) => <Link {...props} to="/" />}
            className="kw-brand"
            aria-label={say('shell.keyward-home-page')}
          >
            <Mark />
            <span>{say('shell.keyward')}</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <div className="kw-masthead-tools">
          {isLive && <SearchButton />}
          {isLive && <LiveStatus />}
          <InboxBell />
          <AppearanceMenu />
          <PersonMenu session={session} />
        </div>
      </MastheadContent>
    </Masthead>
  );

  const watch = <LateWatch isLive={isLive} onSignedOut={onSignedOut} />;
  const page = isAllowed ? <Outlet /> : <NoPermission />;

  return (
    <LiveProvider
      personId={isLive ? session.person.id : null}
      after={session.newestEvent ?? null}
      onSignedOut={onSignedOut}
    >
      {isBare ? (
        <BarePage>
          {watch}
          {page}
          <LiveRegion />
        </BarePage>
      ) : (
        // The library's page by its styles alone: its component brings a drawer along, and what keeps the focus in one.
        <div className="pf-v6-c-page">
          <SkipToContent href={`#${MAIN_ID}`}>
            {say('shell.skip-to-content')}
          </SkipToContent>
          {masthead}
          <SideNavigation
            permissions={session.permissions}
            path={path}
            isOpen={isSidebarOpen}
            onChoose={() => {
              if (!window.matchMedia(WIDE).matches) setSidebarOpen(false);
            }}
          />
          <div className="pf-v6-c-page__main-container pf-m-fill">
            <main id={MAIN_ID} className="pf-v6-c-page__main" tabIndex={-1}>
              <ModeBanner session={session} />
              {watch}
              {session.sealed !== null && (
                <Suspense fallback={null}>
                  <SealedBanner because={session.sealed} />
                </Suspense>
              )}
              {session.restored !== undefined && (
                <Suspense fallback={null}>
                  <RestoredBanner restored={session.restored} />
                </Suspense>
              )}
              <NoPasskeyBanner session={session} path={path} />
              <PrintedLine session={session} />
              {page}
              <LiveRegion />
              <StepUpHost />
            </main>
          </div>
        </div>
      )}
    </LiveProvider>
  );
}
