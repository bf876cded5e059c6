import { say } from '@keyward/messages';
import { EmptyPage, ProblemNotice } from '@keyward/ui';
import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { BellIcon } from '@patternfly/react-icons/dist/esm/icons/bell-icon';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { allNotifications, inboxQuery } from '../../api/inbox.ts';
import { INBOX_COLUMNS } from '../../features/inbox/inbox-columns.ts';
import { InboxList } from '../../features/inbox/inbox-list.tsx';
import { useMarkRead } from '../../features/inbox/use-mark-read.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { ListBody } from '../../list/list-body.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';

/** `/inbox`: what one was told, and what still waits. */
export function InboxPage(): ReactNode {
  const search = useSearch({ from: '/signed-in/inbox' });
  const navigate = useNavigate();
  const isUnreadOnly = search.unread === 'true';
  const inbox = useInfiniteQuery(inboxQuery(isUnreadOnly));
  const marking = useMarkRead();
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const show = (only: boolean): void => {
    void navigate({
      to: '/inbox',
      search: only ? { unread: 'true' } : {},
      replace: true,
    });
  };
  return (
    <PageFrame
      title={say('inbox.inbox')}
      description={say('inbox.decisions-that-wait-for-you-and-what')}
      actions={
        unread > 0 ? (
          <Button
            variant="secondary"
            isLoading={marking.isPending && marking.variables === undefined}
            isDisabled={marking.isPending}
            onClick={() => {
              marking.mutate(undefined);
            }}
          >
            {say('inbox.mark-all-as-read')}
          </Button>
        ) : undefined
      }
    >
      <div className="kw-stack">
        {marking.error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(marking.error))} />
        )}
        <div className="kw-list-bar">
          <ToggleGroup aria-label={say('inbox.which-notifications')}>
            <ToggleGroupItem
              text={say('inbox.all')}
              isSelected={!isUnreadOnly}
              onChange={() => {
                show(false);
              }}
            />
            <ToggleGroupItem
              text={
                unread === 0
                  ? say('inbox.unread-only')
                  : say('inbox.unread-only-counted', { unread })
              }
              isSelected={isUnreadOnly}
              onChange={() => {
                show(true);
              }}
            />
          </ToggleGroup>
          <div className="kw-list-summary">
            <CsvButton
              name="keyward-inbox"
              columns={INBOX_COLUMNS}
              rows={items}
              readAll={
                inbox.hasNextPage
                  ? (signal) => allNotifications(isUnreadOnly, signal)
                  : undefined
              }
            />
          </div>
        </div>
        <ListBody
          query={inbox}
          count={items.length}
          isFiltered={false}
          onClear={() => {
            show(false);
          }}
          empty={
            <EmptyPage
              icon={BellIcon}
              title={
                isUnreadOnly
                  ? say('inbox.you-have-read-everything')
                  : say('inbox.nothing-here-yet')
              }
              actions={
                isUnreadOnly ? (
                  <Button
                    variant="link"
                    onClick={() => {
                      show(false);
                    }}
                  >
                    {say('inbox.show-all')}
                  </Button>
                ) : undefined
              }
            >
              {say('inbox.a-notification-arrives-here-when-a-change')}
            </EmptyPage>
          }
        >
          <InboxList
            notifications={items}
            onRead={(id) => {
              marking.mutate([id]);
            }}
          />
        </ListBody>
      </div>
    </PageFrame>
  );
}
