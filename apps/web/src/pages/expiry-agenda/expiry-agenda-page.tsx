import '../../features/expiry-agenda/agenda.css';

import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { expiryAgendaQuery } from '../../api/across-connections.ts';
import { CertificateTabs } from '../../certificates/certificate-tabs.tsx';
import { SourcesNote } from '../../estate/sources-note.tsx';
import { AgendaCalendar } from '../../features/expiry-agenda/agenda-calendar.tsx';
import { AGENDA_COLUMNS } from '../../features/expiry-agenda/agenda-columns.ts';
import { AgendaTable } from '../../features/expiry-agenda/agenda-table.tsx';
import { STATUS_CHOICES } from '../../features/expiry-agenda/agenda-words.ts';
import { CalendarButton } from '../../features/expiry-agenda/calendar-button.tsx';
import { findAgenda } from '../../features/expiry-agenda/find-agenda.ts';
import { LeadNote } from '../../features/expiry-agenda/lead-note.tsx';
import { ChoiceFilter } from '../../list/choice-filter.tsx';
import { CsvButton } from '../../list/csv-button.tsx';
import { withFilters, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { NothingMatches } from '../../list/nothing-matches.tsx';
import { useConnectionChoices } from '../../list/use-choices.ts';
import { ShownOfAll } from '../../list/shown-of-all.tsx';
import { WordFilter } from '../../list/word-filter.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';
import { useWide } from '../../page/use-wide.ts';

const TITLE = say('expiry-agenda.expiry-agenda');

/** `/certificates/agenda`: what has to be renewed and by when, as a list or a calendar; a phone shows the list. */
export function ExpiryAgendaPage(): ReactNode {
  const search = useSearch({ from: '/signed-in/certificates/agenda' });
  const { view, month, chosen, ...filters } = search;
  const navigate = useNavigate();
  const query = useQuery(expiryAgendaQuery);
  const connections = useConnectionChoices();
  const [now] = useState(() => new Date());
  const isWide = useWide();
  if (query.data === undefined) {
    return <PageUnread title={TITLE} query={query} />;
  }
  const agenda = query.data;
  const shown = findAgenda(agenda.items, filters);
  const isCalendar = view === 'calendar' && isWide;
  const change = (patch: Filters): void => {
    void navigate({
      to: '/certificates/agenda',
      search: withFilters<Filters>(search, patch),
      replace: true,
      resetScroll: false,
    });
  };
  const clear = (): void => {
    change({ q: undefined, status: undefined, connectionId: undefined });
  };
  return (
    <PageFrame
      title={TITLE}
      description={say('expiry-agenda.what-to-request-by-when')}
    >
      <CertificateTabs />
      <LeadNote agenda={agenda} />
      <ListBar
        filters={filters}
        onClear={clear}
        summary={
          <>
            <ShownOfAll shown={shown.length} all={agenda.items.length} />
            {isWide && (
              <ToggleGroup aria-label={say('expiry-agenda.view')}>
                <ToggleGroupItem
                  text={say('expiry-agenda.list')}
                  isSelected={!isCalendar}
                  onChange={() => {
                    change({
                      view: undefined,
                      month: undefined,
                      chosen: undefined,
                    });
                  }}
                />
                <ToggleGroupItem
                  text={say('expiry-agenda.calendar')}
                  isSelected={isCalendar}
                  onChange={() => {
                    change({ view: 'calendar' });
                  }}
                />
              </ToggleGroup>
            )}
            <CsvButton
              name="keyward-expiry-agenda"
              columns={AGENDA_COLUMNS}
              rows={shown}
            />
            <CalendarButton items={shown} />
          </>
        }
      >
        <WordFilter
          label={say('expiry-agenda.filter-hint')}
          value={filters.q ?? ''}
          onChange={(q) => {
            change({ q });
          }}
        />
        <ChoiceFilter
          label={say('expiry-agenda.standing')}
          choices={STATUS_CHOICES}
          value={filters.status}
          onChange={(status) => {
            change({ status });
          }}
        />
        <ChoiceFilter
          label={say('expiry-agenda.connection')}
          choices={connections}
          value={filters.connectionId}
          onChange={(connectionId) => {
            change({ connectionId });
          }}
        />
      </ListBar>
      <SourcesNote
        sources={agenda.sources}
        isFetching={query.isFetching}
        look={() => void query.refetch()}
      />
      {agenda.items.length === 0 ? (
        <EmptyPage title={say('expiry-agenda.none-yet')}>
          {say('expiry-agenda.where-they-come-from')}
        </EmptyPage>
      ) : shown.length === 0 ? (
        <NothingMatches onClear={clear} />
      ) : isCalendar ? (
        <AgendaCalendar
          items={shown}
          now={now}
          month={month}
          chosen={chosen}
          onChoose={(key) => {
            change({ chosen: key });
          }}
        />
      ) : (
        <AgendaTable items={shown} now={now} />
      )}
    </PageFrame>
  );
}
