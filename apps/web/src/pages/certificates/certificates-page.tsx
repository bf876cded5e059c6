import '../../features/certificate-list/certificate-list.css';

import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { certificatesQuery } from '../../api/across-connections.ts';
import { CERTIFICATE_COLUMNS } from '../../features/certificate-list/certificate-columns.ts';
import { CertificatesTable } from '../../features/certificate-list/certificates-table.tsx';
import {
  END_CHOICES,
  findCertificates,
  ORDERS,
  USE_CHOICES,
} from '../../features/certificate-list/find-certificates.ts';
import { UnreadCertificates } from '../../features/certificate-list/unread-certificates.tsx';
import { SourcesNote } from '../../estate/sources-note.tsx';
import { ChoiceFilter } from '../../list/choice-filter.tsx';
import { CsvButton } from '../../list/csv-button.tsx';
import { valuesOf, withFilters, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { OrderChoice } from '../../list/order-choice.tsx';
import { useConnectionChoices } from '../../list/use-choices.ts';
import { ShownOfAll } from '../../list/shown-of-all.tsx';
import { WordFilter } from '../../list/word-filter.tsx';
import { CertificateTabs } from '../../certificates/certificate-tabs.tsx';
import { NothingMatches } from '../../list/nothing-matches.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';

const TITLE = say('certificate-list.certificates');

/** `/certificates`: every certificate that the console can see; the address holds the view and the open rows. */
export function CertificatesPage(): ReactNode {
  const search = useSearch({ from: '/signed-in/certificates' });
  const { open, sort, ...filters } = search;
  const navigate = useNavigate();
  const query = useQuery(certificatesQuery);
  const connections = useConnectionChoices();
  const [now] = useState(() => new Date());
  if (query.data === undefined) {
    return <PageUnread title={TITLE} query={query} />;
  }
  const { items, unread, sources } = query.data;
  const shown = findCertificates(items, search, now);
  const opened = valuesOf(open);
  const go = (search: Filters): void => {
    void navigate({ to: '/certificates', search, replace: true });
  };
  const change = (patch: Filters): void => {
    go(withFilters<Filters>(search, patch));
  };
  const clear = (): void => {
    go({});
  };
  return (
    <PageFrame
      title={TITLE}
      description={say(
        'certificate-list.every-certificate-the-console-can-see',
      )}
    >
      <CertificateTabs />
      <ListBar
        filters={filters}
        onClear={clear}
        summary={
          <>
            <ShownOfAll shown={shown.length} all={items.length} />
            <OrderChoice
              orders={ORDERS}
              value={sort}
              onChange={(order) => {
                change({ sort: order });
              }}
            />
            <CsvButton
              name="keyward-certificates"
              columns={CERTIFICATE_COLUMNS}
              rows={shown}
            />
          </>
        }
      >
        <WordFilter
          label={say('certificate-list.filter-hint')}
          value={filters.q ?? ''}
          onChange={(q) => {
            change({ q });
          }}
        />
        <ChoiceFilter
          label={say('certificate-list.used-as')}
          choices={USE_CHOICES}
          value={filters.use}
          onChange={(use) => {
            change({ use });
          }}
        />
        <ChoiceFilter
          label={say('certificate-list.ends')}
          choices={END_CHOICES}
          isSingle
          value={filters.ends}
          onChange={(ends) => {
            change({ ends });
          }}
        />
        <ChoiceFilter
          label={say('certificate-list.connection')}
          choices={connections}
          value={filters.connectionId}
          onChange={(connectionId) => {
            change({ connectionId });
          }}
        />
      </ListBar>
      <SourcesNote
        sources={sources}
        isFetching={query.isFetching}
        look={() => void query.refetch()}
      />
      {shown.length > 0 ? (
        <CertificatesTable
          certificates={shown}
          now={now}
          open={opened}
          onToggle={(sha256) => {
            change({
              open: opened.includes(sha256)
                ? opened.filter((each) => each !== sha256).join(',')
                : [...opened, sha256].join(','),
            });
          }}
        />
      ) : items.length > 0 ? (
        <NothingMatches onClear={clear} />
      ) : (
        <EmptyPage title={say('certificate-list.none-yet')}>
          {say('certificate-list.where-they-come-from')}
        </EmptyPage>
      )}
      <UnreadCertificates unread={unread} />
    </PageFrame>
  );
}
