import { say } from '@keyward/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ProblemsList } from '../../features/known-problems/problems-list.tsx';
import { withFilters, type Filters } from '../../list/filters.ts';
import { PageFrame } from '../../page/page-frame.tsx';

/** What is known about an error that somebody sees or reads out. */
export function KnownProblemsPage(): ReactNode {
  const filters = useSearch({ from: '/signed-in/known-problems' });
  const navigate = useNavigate({ from: '/known-problems' });
  return (
    <PageFrame
      title={say('known-problems.known-problems')}
      description={say('known-problems.every-error-that-a-target')}
    >
      <ProblemsList
        filters={filters}
        onFilter={(patch: Filters) =>
          void navigate({
            search: (current) => withFilters(current, patch),
            replace: true,
          })
        }
        onClear={() => void navigate({ search: {}, replace: true })}
      />
    </PageFrame>
  );
}
