import { EmptyPage, ProblemNotice } from '@keyward/ui';
import { Button, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { BellIcon } from '@patternfly/react-icons/dist/esm/icons/bell-icon';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { inboxQuery } from '../../api/inbox.ts';
import { InboxList } from '../../features/inbox/inbox-list.tsx';
import { useMarkRead } from '../../features/inbox/use-mark-read.ts';
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
      title="Inbox"
      description="Decisions that wait for you, and what became of your changes."
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
            Mark all as read
          </Button>
        ) : undefined
      }
    >
      <div className="kw-stack">
        {marking.error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(marking.error))} />
        )}
        <ToggleGroup aria-label="Which notifications">
          <ToggleGroupItem
            text="All"
            isSelected={!isUnreadOnly}
            onChange={() => {
              show(false);
            }}
          />
          <ToggleGroupItem
            text={unread === 0 ? 'Unread' : `Unread (${String(unread)})`}
            isSelected={isUnreadOnly}
            onChange={() => {
              show(true);
            }}
          />
        </ToggleGroup>
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
                isUnreadOnly ? 'You have read everything' : 'Nothing here yet'
              }
              actions={
                isUnreadOnly ? (
                  <Button
                    variant="link"
                    onClick={() => {
                      show(false);
                    }}
                  >
                    Show all
                  </Button>
                ) : undefined
              }
            >
              A notification arrives here when a change needs your decision, is
              about to expire, was decided, failed, or needs to be settled.
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
