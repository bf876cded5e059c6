import type { MovedFact, TaskObservation } from '@keyward/contract';
import { say } from '@keyward/messages';
import { ProblemNotice, StatusLabel, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { upstreamWords } from '../../wording/noticed-problem.ts';
import { FINDINGS } from './doubt-words.ts';
import { VerificationView } from './verification-view.tsx';

interface SeenAtTargetProps {
  target: TaskObservation['target'];
  showMoved: (moved: readonly MovedFact[]) => ReactNode;
}

/** What the target showed a moment ago: what Keyward concludes, what it can prove, and what has moved since the plan. */
export function SeenAtTarget({
  target,
  showMoved,
}: SeenAtTargetProps): ReactNode {
  if (!target.read) {
    const vendor = upstreamWords(target.upstream);
    return (
      <ProblemNotice
        tone="warning"
        headingLevel="h3"
        problem={{
          sentence: target.explanation.sentence,
          nextStep: target.explanation.nextStep,
          vendorText: vendor.text,
          facts: [
            say('wording.code', { code: target.explanation.code }),
            ...vendor.facts,
          ],
        }}
      />
    );
  }
  const { tone, word, text } = FINDINGS[target.finding];
  return (
    <>
      <p className="kw-lead">
        <StatusLabel tone={tone}>{word}</StatusLabel>{' '}
        <VisibleText text={target.why ?? text} />
      </p>
      <h3 className="kw-subheading">
        {say('tasks.if-it-is-called-applied-the-task')}
      </h3>
      <VerificationView verification={target.verification} />
      {target.moved !== null && target.moved.length === 0 && (
        <p className="kw-subtle">
          {say('tasks.the-facts-that-the-change-was-planned')}
        </p>
      )}
      {target.moved !== null &&
        target.moved.length > 0 &&
        showMoved(target.moved)}
    </>
  );
}
