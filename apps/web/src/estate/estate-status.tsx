import type { Collection } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import {
  AlertActionLink,
  Button,
  ClipboardCopy,
  Spinner,
} from '@patternfly/react-core';
import { Alert, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ESTATE_ADVICE } from './estate-advice.ts';
import type { Estate } from './use-estate.ts';

interface EstateStatusProps<C extends Collection> {
  estate: Estate<C>;
  collection: C;
  /** How many items are left after the form's own filter. */
  shown?: number;
  /** Where nothing is to be filled in, an id that could be typed is of no use. */
  isInForm?: boolean;
}

/** Says how fresh a live list is, that it is being read, that reading failed, or what to do when it is empty. */
export function EstateStatus<C extends Collection>({
  estate,
  collection,
  shown,
  isInForm = true,
}: EstateStatusProps<C>): ReactNode {
  const advice = ESTATE_ADVICE[collection];
  if (estate.state === 'loading') {
    return (
      <p className="kw-estate-status" role="status">
        <Spinner size="sm" aria-hidden />{' '}
        <Say
          id="estate.reading-the-some-reads-are-tasks-of"
          values={{ noun: advice.noun }}
        />
      </p>
    );
  }
  const retry = (
    <AlertActionLink onClick={estate.look}>
      {say('estate.try-again')}
    </AlertActionLink>
  );
  if (estate.state === 'failed') {
    return (
      <Alert
        variant="warning"
        isInline
        isPlain
        component="p"
        title={say('estate.the-could-not-be-read', {
          noun: advice.noun,
          error: estate.error ?? '',
        })}
        actionLinks={retry}
      >
        {isInForm && say('estate.you-can-still-type-an-id')}
      </Alert>
    );
  }
  return (
    <div className="kw-estate-status">
      {estate.error !== null && (
        <Alert
          variant="warning"
          isInline
          isPlain
          component="p"
          title={say('estate.the-last-read-failed-what-you-see', {
            error: estate.error,
          })}
          actionLinks={retry}
        />
      )}
      {(shown ?? estate.items.length) === 0 && (
        <EmptyAdvice collection={collection} />
      )}
      <span className="kw-fine-print">
        {estate.observedAt === null ? (
          say('estate.not-read-yet')
        ) : (
          <>
            <Say
              id="estate.read"
              values={{
                time: <Timestamp at={estate.observedAt} show="relative" />,
              }}
            />
          </>
        )}
        {estate.isRefreshing ? (
          <> {say('estate.reading-again')}</>
        ) : (
          <>
            {' · '}
            <Button variant="link" isInline onClick={estate.look}>
              {say('estate.look-again')}
            </Button>
          </>
        )}
      </span>
    </div>
  );
}

function EmptyAdvice({ collection }: { collection: Collection }): ReactNode {
  const advice = ESTATE_ADVICE[collection];
  return (
    <Alert variant="info" isInline component="p" title={advice.missing}>
      <p>{advice.made}</p>
      <ClipboardCopy
        isReadOnly
        isCode
        hoverTip={say('estate.copy-the-command', { shell: advice.shell })}
        clickTip={say('estate.copied')}
        textAriaLabel={say('estate.command', { shell: advice.shell })}
      >
        {advice.command}
      </ClipboardCopy>
    </Alert>
  );
}
