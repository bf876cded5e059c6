import { say } from '@keyward/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { ChangesList } from '../../features/changes/changes-list.tsx';
import { withFilters, type Filters } from '../../list/filters.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

/** Every change; the filters live in the address. */
export function ChangesPage(): ReactNode {
  const filters = useSearch({ from: '/signed-in/changes' });
  const navigate = useNavigate({ from: '/changes' });
  const session = useSession();
  return (
    <PageFrame
      title={say('changes.changes')}
      description={say('changes.what-was-asked-for-who-decided-and')}
      actions={
        session.may('changes:submit') ? (
          <LinkButton to="/changes/new">{say('changes.new-change')}</LinkButton>
        ) : undefined
      }
    >
      <ChangesList
        filters={filters}
        canDecide={session.may('changes:decide')}
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
