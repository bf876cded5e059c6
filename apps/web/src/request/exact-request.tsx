import { say } from '@keyward/messages';
import { RequestView } from '@keyward/ui';
import { ExpandableSection, Skeleton } from '@patternfly/react-core';
import { Suspense, useState, type ReactNode } from 'react';

import type { SentChange } from '../same-as/of-change.ts';
import { lazyPart } from '../lazy-parts/lazy-part.tsx';

const OtherTools = lazyPart(() =>
  import('./other-tools.tsx').then((module) => module.OtherTools),
);

/** The call as it will be sent, and below it, when asked for, the same for other tools. */
export function ExactRequest({ change }: { change: SentChange }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <RequestView request={change.plan.request} />
      {change.frozenTarget.type === 'connection' && (
        <ExpandableSection
          toggleText={say('request.the-same-with-other-tools')}
          toggleId="other-tools-toggle"
          contentId="other-tools-content"
          isExpanded={isOpen}
          onToggle={(_event, open) => {
            setOpen(open);
          }}
        >
          {isOpen && (
            <Suspense
              fallback={
                <Skeleton
                  height="8rem"
                  screenreaderText={say('request.loading-other-tools')}
                />
              }
            >
              <OtherTools change={change} />
            </Suspense>
          )}
        </ExpandableSection>
      )}
    </>
  );
}
