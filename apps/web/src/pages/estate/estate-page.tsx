import { say } from '@keyward/messages';
import {
  Navigate,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';

import { EstateOfAll } from '../../features/estate/estate-of-all.tsx';
import { ESTATE_PARTS } from '../../features/estate/estate-parts.ts';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageTab, PageTabs } from '../../page/page-tabs.tsx';
import { lazyPart } from '../../lazy-parts/lazy-part.tsx';

const DriftList = lazyPart(() =>
  import('../../features/drift/drift-list.tsx').then(
    (module) => module.DriftList,
  ),
);
const EstateMatrixView = lazyPart(() =>
  import('../../features/estate-matrix/estate-matrix-view.tsx').then(
    (module) => module.EstateMatrixView,
  ),
);

/** What is not simply reported by connections but made from it. */
const VIEWS = [
  { name: 'drift', title: say('estate.drift'), View: DriftList },
  { name: 'matrix', title: say('estate.matrix'), View: EstateMatrixView },
] as const;

const TABS = [...ESTATE_PARTS, ...VIEWS] as const;

/** `/estate` and `/estate/:part`: what all connections report. */
export function EstatePage(): ReactNode {
  const { part } = useParams({ strict: false });
  const { q } = useSearch({ strict: false });
  const navigate = useNavigate();
  const tab = TABS.find(({ name }) => name === part);
  if (tab === undefined) {
    return (
      <Navigate to="/estate/$part" params={{ part: TABS[0].name }} replace />
    );
  }
  return (
    <PageFrame
      title={say('estate.page-title', { part: tab.title })}
      heading={say('estate.estate')}
      description={say('estate.what-all-connections-report')}
    >
      <PageTabs label={say('estate.parts-of-the-estate')}>
        {TABS.map(({ name, title }) => (
          <PageTab
            key={name}
            to="/estate/$part"
            params={{ part: name }}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {title}
          </PageTab>
        ))}
      </PageTabs>
      {'View' in tab ? (
        <Suspense fallback={<PageLoading />}>
          <tab.View />
        </Suspense>
      ) : (
        <EstateOfAll
          key={tab.name}
          part={tab}
          filter={q ?? ''}
          onFilter={(filter) => {
            void navigate({
              to: '/estate/$part',
              params: { part: tab.name },
              search: filter === undefined ? {} : { q: filter },
              replace: true,
            });
          }}
        />
      )}
    </PageFrame>
  );
}
