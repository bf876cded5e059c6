import './status.css';

import type { StatusAnswer } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { CheckIcon } from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { CopyIcon } from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import { PrintIcon } from '@patternfly/react-icons/dist/esm/icons/print-icon';
import { useId, type ReactNode } from 'react';

import { Light } from './light.tsx';
import {
  connectionSentence,
  matterSentence,
  nextSentence,
  TELL_CALLER,
} from './sentences.ts';
import { Spoken } from './spoken.tsx';
import { ConnectionCard, MatterCard } from './status-cards.tsx';
import { statusText } from './ticket-status.ts';

/** The one change or connection that all of it is about; null when there are several. */
function onlySentence({ connections, matters }: StatusAnswer): string | null {
  const [matter, secondMatter] = matters;
  const [connection, secondConnection] = connections;
  if (matter !== undefined) {
    return secondMatter === undefined && connection === undefined
      ? matterSentence(matter)
      : null;
  }
  return connection !== undefined && secondConnection === undefined
    ? connectionSentence(connection)
    : null;
}

function summarySentence(answer: StatusAnswer): string {
  const open = answer.matters.filter(({ state }) =>
    ['pending', 'approved', 'running'].includes(state),
  ).length;
  return say('status.open-and-ended', {
    open,
    ended: answer.matters.length - open,
  });
}

/** The answer to a call: the light, the sentence to read out, what to tell the caller, and who is next. */
export function StatusView({ answer }: { answer: StatusAnswer }): ReactNode {
  const tellId = useId();
  const only = onlySentence(answer);
  const [matter] = answer.matters;
  return (
    <div className="kw-stack kw-status-page">
      <section
        className={`kw-status-answer kw-status-answer-${answer.light}`}
        aria-label={say('status.the-answer')}
      >
        <Light light={answer.light} />
        <p className="kw-status-sentence">
          <Spoken sentence={only ?? summarySentence(answer)} />
        </p>
        <div className="kw-status-tell">
          <h2 id={tellId}>{say('status.tell-the-caller')}</h2>
          <blockquote aria-labelledby={tellId}>
            {TELL_CALLER[answer.tellCaller]}
          </blockquote>
        </div>
        <p>
          {nextSentence(
            answer.nextActor,
            answer.matters.length === 1 && matter !== undefined ? matter : null,
          )}
        </p>
        <p className="kw-fine-print">
          <Spoken sentence={say('status.as-of', { at: answer.at })} />
        </p>
      </section>
      {(only === null || matter !== undefined) &&
        answer.connections.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
      {answer.matters.map((each) => (
        <MatterCard key={each.id} matter={each} isOnly={only !== null} />
      ))}
      {answer.more && (
        <p className="kw-subtle">{say('status.there-is-more')}</p>
      )}
    </div>
  );
}

/** Copies the answer for a ticket, or prints it. */
export function StatusActions({ answer }: { answer: StatusAnswer }): ReactNode {
  const { isCopied, copy } = useCopied();
  return (
    <div className="kw-buttons kw-no-print">
      <Button
        icon={isCopied ? <CheckIcon /> : <CopyIcon />}
        onClick={() => {
          copy(statusText(answer, window.location.href));
        }}
      >
        {isCopied ? say('status.copied') : say('status.copy-for-a-ticket')}
      </Button>
      <Button
        variant="secondary"
        icon={<PrintIcon />}
        onClick={() => {
          window.print();
        }}
      >
        {say('status.print')}
      </Button>
    </div>
  );
}
