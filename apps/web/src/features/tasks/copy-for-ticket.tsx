import type { TaskDetail } from '@keyward/contract';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useEffect, useState, type ReactNode } from 'react';

import { ticketText } from './ticket-text.ts';

const SHOWN_MS = 2_000;

/** Copies a plain summary of the task for a ticket. */
export function CopyForTicket({ task }: { task: TaskDetail }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(ticketText(task, window.location.href));
    setCopied(true);
  };
  return (
    <Button
      variant="secondary"
      icon={isCopied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => void copy()}
    >
      {isCopied ? 'Copied' : 'Copy for a ticket'}
    </Button>
  );
}
