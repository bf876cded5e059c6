import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { changeKeys, setChangeAside } from '../../api/changes.ts';
import { ItemRows } from '../../page/item-rows.tsx';
import { StandingText } from '../../page/standing-line.tsx';
import { ChangeItem } from './change-item.tsx';
import { RejectionWords } from './rejection-words.tsx';

interface ChangesToAnswerProps {
  label: string;
  changes: readonly ChangeSummary[];
}

/** One’s own changes that came to nothing: each is asked for again, or set aside. */
export function ChangesToAnswer({
  label,
  changes,
}: ChangesToAnswerProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  return (
    // Takes the focus when the row that had it is gone.
    <div ref={list} tabIndex={-1}>
      <ItemRows label={label}>
        {changes.map((change) => (
          <ChangeToAnswer
            key={change.id}
            change={change}
            onGone={() => list.current?.focus()}
          />
        ))}
      </ItemRows>
    </div>
  );
}

function ChangeToAnswer({
  change,
  onGone,
}: {
  change: ChangeSummary;
  onGone: () => void;
}): ReactNode {
  const queryClient = useQueryClient();
  const aside = useMutation({
    mutationFn: () => setChangeAside(change.id),
    onSuccess: async (answer) => {
      queryClient.setQueryData(changeKeys.one(change.id), answer);
      onGone();
      await queryClient.invalidateQueries({ queryKey: changeKeys.lists });
    },
  });
  const { reference } = change;
  return (
    <ChangeItem
      change={change}
      isOwn
      note={
        <>
          <StandingText text={change.standing} />
          {change.rejection !== undefined && (
            <RejectionWords rejection={change.rejection} />
          )}
        </>
      }
      actions={
        <>
          <Link
            to="/changes/new"
            search={{ copyOf: change.id }}
            aria-label={say('changes.change-and-submit-again-label', {
              reference,
            })}
          >
            {say('changes.change-and-submit-again')}
          </Link>
          <Button
            variant="link"
            isInline
            isLoading={aside.isPending}
            isDisabled={aside.isPending}
            aria-label={say('changes.set-aside-label', { reference })}
            onClick={() => {
              aside.mutate();
            }}
          >
            {say('changes.set-aside')}
          </Button>
          {aside.error !== null && (
            <span role="alert" className="kw-error-text">
              {problemOf(aside.error).detail ?? problemOf(aside.error).title}
            </span>
          )}
        </>
      }
    />
  );
}
