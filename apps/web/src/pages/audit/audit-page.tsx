import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { Button, ToolbarItem } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { auditExportUrl, auditQuery } from '../../api/audit.ts';
import { AuditFilters } from '../../features/audit/audit-filters.tsx';
import { SinkNotice } from '../../features/audit/sink-notice.tsx';
import { AuditTable } from '../../features/audit/audit-table.tsx';
import { hasFilters, withFilters, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { ListBody } from '../../list/list-body.tsx';
import { ListExtent } from '../../list/list-extent.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

const ORDERS = [
  { value: 'newest', text: say('audit.newest-first') },
  { value: 'oldest', text: say('audit.oldest-first') },
] as const;

/** `/audit`: who did what, in a chain of hashes; the export holds all rows of the filters. */
export function AuditPage(): ReactNode {
  const filters = useSearch({ from: '/signed-in/audit' });
  const navigate = useNavigate();
  const query = useInfiniteQuery(auditQuery(filters));
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items);
  const names = Object.fromEntries(
    pages.flatMap((page) => Object.entries(page.names)),
  );
  const change = (patch: Filters): void => {
    void navigate({
      to: '/audit',
      search: withFilters(filters, patch),
      replace: true,
    });
  };
  const clear = (): void => {
    void navigate({ to: '/audit', search: {}, replace: true });
  };
  return (
    <PageFrame
      title={say('audit.audit-log')}
      description={say('audit.everything-that-was-decided-changed-or')}
    >
      <SinkNotice />
      <ListBar
        filters={filters}
        onClear={clear}
        summary={
          <>
            <ListExtent
              query={query}
              shown={rows.length}
              orders={ORDERS}
              filters={filters}
              onFilter={change}
            />
            <ToolbarItem>
              <Button
                variant="link"
                component="a"
                href={auditExportUrl(filters, 'ndjson')}
                download="keyward-audit.ndjson"
              >
                {say('audit.ndjson')}
              </Button>
            </ToolbarItem>
            <ToolbarItem>
              <Button
                variant="link"
                component="a"
                href={auditExportUrl(filters, 'csv')}
                download="keyward-audit.csv"
              >
                {say('audit.csv')}
              </Button>
            </ToolbarItem>
          </>
        }
      >
        <AuditFilters filters={filters} onChange={change} />
      </ListBar>
      <ListBody
        query={query}
        count={rows.length}
        isFiltered={hasFilters(filters)}
        onClear={clear}
        covers={say('audit.search-is-exact')}
        empty={
          <EmptyPage title={say('audit.nothing-has-happened-yet')}>
            {say('audit.the-first-sign-in-writes-the-first')}
          </EmptyPage>
        }
      >
        <AuditTable rows={rows} names={names} />
      </ListBody>
    </PageFrame>
  );
}
