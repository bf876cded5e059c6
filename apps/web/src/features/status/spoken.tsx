import { Moment, VisibleText } from '@keyward/ui';
import { Fragment, type ReactNode } from 'react';

import { sentencePieces } from './sentence-pieces.ts';

/** A sentence to read out: times as one says them, in the reader's zone, in UTC on hovering. */
export function Spoken({ sentence }: { sentence: string }): ReactNode {
  return sentencePieces(sentence).map(({ text, isMoment }, index) => (
    <Fragment key={index}>
      {isMoment ? <Moment at={text} /> : <VisibleText text={text} />}
    </Fragment>
  ));
}
