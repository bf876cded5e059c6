import type { TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { ticketText } from './ticket-text.ts';
import { useKnownProblem } from './use-known-problem.ts';

/** Copies a plain summary of the task for a ticket. */
export function CopyForTicket({ task }: { task: TaskDetail }): ReactNode {
  const { isCopied, copy } = useCopied();
  const known = useKnownProblem(task);
  return (
    <Button
      variant="secondary"
      icon={isCopied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => {
        copy(ticketText(task, known, window.location.href));
      }}
    >
      {isCopied ? say('tasks.copied') : say('tasks.copy-for-a-ticket')}
    </Button>
  );
}
