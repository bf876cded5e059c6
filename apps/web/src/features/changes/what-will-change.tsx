import type { ChangeDetail } from '@keyward/contract';
import { Alert } from '@patternfly/react-core';
import { BeforeAfter, FactText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';

interface WhatWillChangeProps {
  change: ChangeDetail;
  /** The operation's own panel. */
  review: ReactNode;
}

const ENDED_TITLE = 'What was asked for';

/** Sentences first, then the vendor's caution, the operation's own view, and the difference line by line. */
export function WhatWillChange({
  change,
  review,
}: WhatWillChangeProps): ReactNode {
  const { sentences, differences } = change.plan;
  return (
    <SectionCard
      title={change.endedAt === null ? 'What will change' : ENDED_TITLE}
    >
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
        <Alert
          isInline
          isPlain
          variant="warning"
          component="h3"
          title={change.caution}
        />
      )}
      {review}
      {differences.length > 0 && (
        <BeforeAfter differences={differences} label="Before and after" />
      )}
    </SectionCard>
  );
}
