import { Say, say } from '@keyward/messages';
import { Link } from '@tanstack/react-router';
import { Suspense, useState, type ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { DemoGuide } from '../../features/guide/demo-guide.tsx';
import { isGuideStopped, stopGuide } from '../../features/guide/remembered.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { HomeEstate } from './home-estate.tsx';
import { HomeSections } from './home-sections.tsx';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';

const HomeSearch = lazyPart(() =>
  import('./home-search.tsx').then((module) => module.HomeSearch),
);
const HomeSetUp = lazyPart(() =>
  import('./home-set-up.tsx').then((module) => module.HomeSetUp),
);

/** The way to every error that can be explained; the search above finds each by its code. */
function KnownProblemsHint(): ReactNode {
  return (
    <SectionCard title={say('home.known-problems')}>
      <p className="kw-subtle">{say('home.what-each-error-means')}</p>
      <p>
        <Link to="/known-problems">{say('home.open-known-problems')}</Link>
      </p>
    </SectionCard>
  );
}

function NoRole(): ReactNode {
  return (
    <PageFrame title={say('home.you-have-no-role-yet')}>
      <p>
        <Say
          id="home.a-security-admin-gives-roles-by-a"
          values={{
            link: (children) => <Link to="/account">{children}</Link>,
          }}
        />
      </p>
    </PageFrame>
  );
}

/** What needs me now? The answer depends on what a person may do; who has several roles sees them one below the other. */
export function HomePage(): ReactNode {
  const session = useSession();
  const personId = session.person.id;
  const [isStopped, setStopped] = useState(() => isGuideStopped(personId));
  if (session.roles.length === 0) return <NoRole />;
  const isGuided = session.mode === 'demo' && !isStopped;
  const readsOnly = !session.may('changes:read-full');
  return (
    <PageFrame
      title={say('home.what-needs-you-now')}
      description={
        <span className="kw-lead">{say('home.keeps-itself-up-to-date')}</span>
      }
      actions={
        session.may('changes:submit') ? (
          <LinkButton to="/changes/new">{say('home.new-change')}</LinkButton>
        ) : undefined
      }
    >
      <div className="kw-stack">
        {readsOnly && (
          <div role="search" className="kw-home-search">
            <Suspense fallback={null}>
              <HomeSearch />
            </Suspense>
          </div>
        )}
        {session.mode === 'production' && session.may('people:manage') && (
          <Suspense fallback={null}>
            <HomeSetUp person={session.person} passkey={session.passkey} />
          </Suspense>
        )}
        <div className={isGuided || readsOnly ? 'kw-columns' : 'kw-stack'}>
          <div className="kw-column-main">
            <HomeSections />
          </div>
          {(isGuided || readsOnly) && (
            <div className="kw-column-side">
              {readsOnly && <KnownProblemsHint />}
              {isGuided && (
                <DemoGuide
                  may={session.may}
                  onStop={() => {
                    stopGuide(personId);
                    setStopped(true);
                  }}
                />
              )}
            </div>
          )}
        </div>
        {session.may('changes:submit') && <HomeEstate />}
      </div>
    </PageFrame>
  );
}
