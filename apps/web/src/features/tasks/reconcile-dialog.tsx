import type { TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { CommentDialog } from '../../dialogs/comment-dialog.tsx';
import type { ANSWERS } from './doubt-words.ts';
import type { TaskActions } from './use-task-actions.ts';

interface ReconcileDialogProps {
  task: TaskDetail;
  answer: (typeof ANSWERS)[number];
  action: TaskActions['reconcile'];
  onClose: () => void;
}

/** A person says what really happened, and how they know. */
export function ReconcileDialog({
  task,
  answer: { outcome, label, means },
  action,
  onClose,
}: ReconcileDialogProps): ReactNode {
  return (
    <CommentDialog
      title={`${task.reference}: ${label.toLowerCase()}`}
      description={say('tasks.what-you-say-here-is-kept-with', { means })}
      label={say('tasks.how-do-you-know')}
      confirm={label}
      isRequired
      pending={action.isPending}
      error={action.error}
      onConfirm={(comment) => {
        action.mutate({ outcome, comment }, { onSuccess: onClose });
      }}
      onClose={onClose}
    />
  );
}
