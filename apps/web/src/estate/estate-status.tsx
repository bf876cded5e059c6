import type { Collection } from '@keyward/contract';
import {
  Alert,
  AlertActionLink,
  Button,
  ClipboardCopy,
  Spinner,
} from '@patternfly/react-core';
import { Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ESTATE_ADVICE } from './estate-advice.ts';
import type { Estate } from './use-estate.ts';

interface EstateStatusProps<C extends Collection> {
  estate: Estate<C>;
  collection: C;
  /** How many items are left after the form's own filter. */
  shown?: number;
}

/** Says how fresh a live list is, that it is being read, that reading failed, or what to do when it is empty. */
export function EstateStatus<C extends Collection>({
  estate,
  collection,
  shown,
}: EstateStatusProps<C>): ReactNode {
  const advice = ESTATE_ADVICE[collection];
  if (estate.state === 'loading') {
    return (
      <p className="kw-estate-status" role="status">
        <Spinner size="sm" aria-hidden /> Reading the {advice.noun}. Some reads
        are tasks of the target and take seconds.
      </p>
    );
  }
  const retry = (
    <AlertActionLink onClick={estate.look}>Try again</AlertActionLink>
  );
  if (estate.state === 'failed') {
    return (
      <Alert
        variant="warning"
        isInline
        isPlain
        component="p"
        title={`The ${advice.noun} could not be read. ${estate.error ?? ''}`}
        actionLinks={retry}
      >
        You can still type an id.
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
          title={`The last read failed; what you see may be old. ${estate.error}`}
          actionLinks={retry}
        />
      )}
      {(shown ?? estate.items.length) === 0 && (
        <EmptyAdvice collection={collection} />
      )}
      <span className="kw-fine-print">
        {estate.observedAt === null ? (
          'Not read yet'
        ) : (
          <>
            Read <Timestamp at={estate.observedAt} show="relative" />
          </>
        )}
        {estate.isRefreshing ? (
          <> · reading again</>
        ) : (
          <>
            {' · '}
            <Button variant="link" isInline onClick={estate.look}>
              Look again
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
        hoverTip={`Copy the ${advice.shell} command`}
        clickTip="Copied"
        textAriaLabel={`${advice.shell} command`}
      >
        {advice.command}
      </ClipboardCopy>
    </Alert>
  );
}
