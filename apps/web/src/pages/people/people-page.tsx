import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { peopleQuery } from '../../api/people.ts';
import { PEOPLE_COLUMNS } from '../../features/people/people-columns.ts';
import { PeopleTable } from '../../features/people/people-table.tsx';
import { matchesPerson } from '../../features/people/matches-person.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { ListBar } from '../../list/list-bar.tsx';
import { SearchField } from '../../list/search-field.tsx';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';

const InviteDialog = lazyDialog(() =>
  import('../../features/people/invite-dialog.tsx').then(
    (module) => module.InviteDialog,
  ),
);

const TITLE = say('people.people');

/** `/people`: who has access, what each may do, and how each proves who they are. */
export function PeoplePage(): ReactNode {
  const search = useSearch({ from: '/signed-in/people' });
  const navigate = useNavigate();
  const people = useQuery(peopleQuery);
  if (people.data === undefined) {
    return <PageUnread title={TITLE} query={people} />;
  }
  const all = people.data.items;
  const shown = all.filter((person) => matchesPerson(person, search.q ?? ''));
  const look = (q: string): void => {
    void navigate({
      to: '/people',
      search: q === '' ? {} : { q },
      replace: true,
    });
  };
  const clear = (): void => {
    look('');
  };
  // In the address, so that the search and the set-up lead right to it.
  const invite = (isInviting: boolean): void => {
    const { q } = search;
    void navigate({
      to: '/people',
      search: {
        ...(q === undefined ? {} : { q }),
        ...(isInviting ? { invite: 'yes' } : {}),
      },
      replace: true,
    });
  };
  return (
    <PageFrame
      title={TITLE}
      description={say('people.who-has-access-what-each-may-do')}
      actions={
        <Button
          {...prepareNear(InviteDialog)}
          onClick={() => {
            invite(true);
          }}
        >
          {say('people.invite-a-person')}
        </Button>
      }
    >
      <ListBar
        filters={{ q: search.q }}
        onClear={clear}
        summary={
          <>
            <span className="kw-list-count">
              {say('people.people-counted', { count: shown.length })}
            </span>
            <CsvButton
              name="keyward-people"
              columns={PEOPLE_COLUMNS}
              rows={shown}
            />
          </>
        }
      >
        <div className="kw-text-filter">
          <SearchField
            label={say('people.search-name-user-name-e-mail-address')}
            hint={say('people.name-user-name-e-mail-address-or')}
            value={search.q ?? ''}
            onChange={look}
          />
        </div>
      </ListBar>
      {shown.length === 0 ? (
        <EmptyPage
          icon={SearchIcon}
          title={say('people.nobody-matches')}
          actions={
            <Button variant="link" onClick={clear}>
              {say('people.clear-the-search')}
            </Button>
          }
        />
      ) : (
        <PeopleTable people={shown} />
      )}
      {search.invite !== undefined && (
        <InviteDialog
          onClose={() => {
            invite(false);
          }}
        />
      )}
    </PageFrame>
  );
}
