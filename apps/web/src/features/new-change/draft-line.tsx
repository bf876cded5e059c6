import { LANGUAGE, say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { ConfirmDialog } from '../../dialogs/confirm-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import type { KeptDraft } from './use-kept-draft.ts';

const TIME = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'short' });
const DAY_AND_TIME = new Intl.DateTimeFormat(LANGUAGE, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

function timeOf(text: string): string {
  const at = new Date(text);
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? TIME : DAY_AND_TIME).format(at);
}

function wordsOf({ keeping }: KeptDraft): string {
  switch (keeping.state) {
    case 'untouched':
      return say('new-change.draft-untouched');
    case 'saving':
      return say('new-change.draft-saving');
    case 'saved':
      return say('new-change.draft-saved', {
        time: timeOf(keeping.at),
      });
    case 'failed':
      return say('new-change.draft-not-saved', {
        why: keeping.problem.detail ?? keeping.problem.title,
      });
    case 'ended':
      return say('new-change.draft-ended');
  }
}

interface DraftLineProps {
  draft: KeptDraft;
  /** The operation has fields that are never kept. */
  hasSecrets: boolean;
  onDiscarded: () => void;
}

/** How far the work on this page is kept, what of it is not, and the way to throw it away. */
export function DraftLine({
  draft,
  hasSecrets,
  onDiscarded,
}: DraftLineProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const { state } = draft.keeping;
  const hasFailed = state === 'failed' || state === 'ended';
  const discard = (): void => {
    setPending(true);
    draft.discard().then(onDiscarded, (reason: unknown) => {
      setPending(false);
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    });
  };
  return (
    <div className="kw-draft-line kw-fine-print">
      {/* Said aloud only when it fails: a sentence at every pause would talk over the typing. */}
      <span
        {...(hasFailed ? { role: 'status', className: 'kw-error-text' } : {})}
      >
        {wordsOf(draft)}
      </span>
      {hasSecrets && <span>{say('new-change.secrets-are-not-kept')}</span>}
      {state === 'ended' && (
        <Button variant="link" isInline size="sm" onClick={draft.keepAnew}>
          {say('new-change.keep-as-a-new-draft')}
        </Button>
      )}
      {draft.id !== null && state !== 'ended' && (
        <Button
          variant="link"
          isInline
          size="sm"
          {...prepareNear(ConfirmDialog)}
          onClick={() => {
            setError(null);
            setAsking(true);
          }}
        >
          {say('new-change.discard-draft')}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={say('new-change.discard-this-draft')}
          confirm={say('new-change.discard-draft')}
          pending={isPending}
          error={error}
          onConfirm={discard}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{say('new-change.discard-says')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
