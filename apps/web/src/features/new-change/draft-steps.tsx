import { say } from '@keyward/messages';
import { Skeleton } from '@patternfly/react-core';
import {
  Suspense,
  useEffect,
  type ComponentProps,
  type ReactNode,
} from 'react';

import { lazyPart } from '../../lazy-parts/lazy-part.tsx';
import { StepSection } from '../../page/step-section.tsx';

const ChangeDraft = lazyPart(() =>
  import('./change-draft.tsx').then((module) => module.ChangeDraft),
);

/** Fetches what the last two steps need while somebody still chooses. */
export function usePreparedDraft(): void {
  useEffect(() => {
    ChangeDraft.prepare();
  }, []);
}

/** The last two steps; their outline while their file is on its way. */
export function DraftSteps(
  props: ComponentProps<typeof ChangeDraft>,
): ReactNode {
  return (
    <Suspense
      fallback={
        <>
          <StepSection
            number={props.firstStep}
            title={say('new-change.fill-in-the-details')}
            state="current"
          >
            <Skeleton
              height="12rem"
              screenreaderText={say('new-change.loading-the-form')}
            />
          </StepSection>
          <StepSection
            number={props.firstStep + 1}
            title={
              props.runsAtOnce
                ? say('new-change.check-and-run')
                : say('new-change.check-and-submit')
            }
            state="upcoming"
          />
        </>
      }
    >
      <ChangeDraft {...props} />
    </Suspense>
  );
}
