import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Checkbox } from '@patternfly/react-core';
import { Alert, BeforeAfter, FactText, type Folds } from '@keyward/ui';
import type { ReactNode } from 'react';

import { acknowledgeId } from '../../checks/check-order.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { FieldRemarks } from './field-remarks.tsx';
import { CAUTION_KEY, foldItem, type Reading } from './use-reading.ts';

interface WhatWillChangeProps {
  change: ChangeDetail;
  /** The operation's own panel. */
  review: ReactNode;
  reading: Reading;
}

const ENDED_TITLE = say('changes.what-was-asked-for');

function foldsOf(reading: Reading): Folds {
  const opened = new Set(
    [...reading.done].map((key) => key.replace(foldItem(''), '')),
  );
  return {
    opened,
    onOpen: (key) => {
      reading.mark(foldItem(key), true);
    },
  };
}

/** Sentences first, then the vendor's caution, the operation's own view, and the difference line by line. */
export function WhatWillChange({
  change,
  review,
  reading,
}: WhatWillChangeProps): ReactNode {
  const { sentences, differences } = change.plan;
  return (
    <SectionCard
      title={
        change.endedAt === null ? say('changes.what-will-change') : ENDED_TITLE
      }
    >
      <FieldRemarks change={change} />
      {sentences.length === 1 ? (
        <p className="kw-lead">
          <FactText text={sentences[0] ?? ''} />
        </p>
      ) : (
        <ul className="kw-lead">
          {sentences.map((sentence, index) => (
            <li key={index}>
              <FactText text={sentence} />
            </li>
          ))}
        </ul>
      )}
      {change.caution !== null && (
        <div>
          <Alert
            isInline
            isPlain
            variant="warning"
            component="h3"
            title={change.caution}
          />
          {reading.isAsked && (
            <Checkbox
              id={acknowledgeId(CAUTION_KEY)}
              className="kw-acknowledge"
              label={say('changes.i-have-read-this-warning-and-approve')}
              isChecked={reading.done.has(CAUTION_KEY)}
              onChange={(_event, isChecked) => {
                reading.mark(CAUTION_KEY, isChecked);
              }}
            />
          )}
        </div>
      )}
      {review}
      {differences.length > 0 && (
        <BeforeAfter
          differences={differences}
          label={say('changes.before-and-after')}
          folds={foldsOf(reading)}
        />
      )}
    </SectionCard>
  );
}
