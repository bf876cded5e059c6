import { useNow, VisibleText } from '@keyward/ui';
import { Fragment, type ReactNode } from 'react';

import { momentWords, sentencePieces } from './moment.ts';

function utc(at: string): string {
  return `${at.replace('T', ' ').slice(0, 19)} UTC`;
}

/** A sentence to read out: times as one says them, in the reader's zone, in UTC on hovering. */
export function Spoken({ sentence }: { sentence: string }): ReactNode {
  const now = new Date(useNow(60_000));
  return sentencePieces(sentence).map(({ text, isMoment }, index) => (
    <Fragment key={index}>
      {isMoment ? (
        <time dateTime={text} title={utc(text)} className="kw-time">
          {momentWords(text, now)}
        </time>
      ) : (
        <VisibleText text={text} />
      )}
    </Fragment>
  ));
}
