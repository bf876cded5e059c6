import type { DraftSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Timestamp, VisibleText } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { deleteDraft, draftKeys, draftsQuery } from '../../api/drafts.ts';
import { ConfirmDialog } from '../../dialogs/confirm-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { SectionCard } from '../../page/section-card.tsx';
import './my-drafts.css';

/** What this person has begun and not submitted; nothing while there is nothing. Needs `changes:submit`. */
export function MyDrafts({ most = 5 }: { most?: number }): ReactNode {
  const { data } = useQuery(draftsQuery);
  const [asked, setAsked] = useState<DraftSummary | null>(null);
  if (data === undefined || data.items.length === 0) return null;
  const shown = data.items.slice(0, most);
  const more = data.items.length - shown.length;
  return (
    <SectionCard title={say('drafts.my-drafts')}>
      <ul className="kw-drafts">
        {shown.map((draft) => (
          <DraftRow
            key={draft.id}
            draft={draft}
            onDiscard={() => {
              setAsked(draft);
            }}
          />
        ))}
      </ul>
      {more > 0 && (
        <p className="kw-fine-print">{say('drafts.more', { more })}</p>
      )}
      {asked !== null && (
        <DiscardDialog
          draft={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </SectionCard>
  );
}

function DraftRow({
  draft,
  onDiscard,
}: {
  draft: DraftSummary;
  onDiscard: () => void;
}): ReactNode {
  return (
    <li className="kw-draft">
      <div>
        <Link to="/changes/new" search={{ draft: draft.id }}>
          <VisibleText text={draft.title} />
        </Link>
        <div className="kw-fine-print">
          {draft.connection === null ? (
            say('drafts.no-target')
          ) : (
            <VisibleText text={draft.connection.name} />
          )}
          {' · '}
          <Timestamp at={draft.updatedAt} show="relative" />
        </div>
      </div>
      <Button
        variant="link"
        isInline
        aria-label={say('drafts.discard-label', { title: draft.title })}
        {...prepareNear(ConfirmDialog)}
        onClick={onDiscard}
      >
        {say('drafts.discard')}
      </Button>
    </li>
  );
}

function DiscardDialog({
  draft,
  onClose,
}: {
  draft: DraftSummary;
  onClose: () => void;
}): ReactNode {
  const queryClient = useQueryClient();
  const discard = useMutation({
    mutationFn: () => deleteDraft(draft.id),
    onSettled: async () => {
      queryClient.removeQueries({ queryKey: draftKeys.one(draft.id) });
      await queryClient.invalidateQueries({ queryKey: draftKeys.list });
    },
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      title={say('drafts.discard-this')}
      confirm={say('drafts.discard-draft')}
      pending={discard.isPending}
      error={discard.error}
      onConfirm={() => {
        discard.mutate();
      }}
      onClose={onClose}
    >
      <p>
        <VisibleText text={draft.title} />{' '}
        {draft.connection !== null && (
          <>
            · <VisibleText text={draft.connection.name} />
          </>
        )}
      </p>
      <p>{say('drafts.discard-says')}</p>
    </ConfirmDialog>
  );
}
