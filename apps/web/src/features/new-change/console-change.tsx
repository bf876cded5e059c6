import {
  approvalsWords,
  OPERATION_FACTS,
  type ConsoleOperationId,
  type PolicyInForce,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { FormStart } from '../../operations/operation-view.ts';
import { OPERATION_VIEWS } from '../../operations/registry.ts';
import { StepSection } from '../../page/step-section.tsx';
import { ruleFor } from '../../policy/rule-for.ts';
import type { CopiedChange, DraftStart } from './change-draft.tsx';
import { DraftSteps } from './draft-steps.tsx';
import type { LinkFilled } from './filled-by-link.tsx';

interface ConsoleChangeProps {
  operation: ConsoleOperationId;
  policy: PolicyInForce;
  start: FormStart;
  copied: CopiedChange | null;
  draft: DraftStart;
  link: LinkFilled;
  takesFocus: boolean;
  onChooseAnother: () => void;
  onSubmitted: (changeId: string) => void;
}

const SET_UP_NOTICE = (
  <Alert
    variant="info"
    isInline
    component="p"
    title={say('new-change.this-console-is-being-set-up-so')}
  >
    {say('new-change.no-second-person-can-decide-yet-from')}
  </Alert>
);

/** A change of the console itself: there is no target to choose, so three steps lead to the submit. */
export function ConsoleChange({
  operation,
  policy,
  start,
  copied,
  draft,
  link,
  takesFocus,
  onChooseAnother,
  onSubmitted,
}: ConsoleChangeProps): ReactNode {
  const { Form } = OPERATION_VIEWS[operation];
  const { title } = OPERATION_FACTS[operation];
  const approval = policy.setUp
    ? say('new-change.runs-at-once-during-set-up')
    : approvalsWords(ruleFor(policy.document, operation));
  return (
    <>
      <StepSection
        number={1}
        title={say('new-change.choose-what-to-change')}
        state="done"
        summary={`${title} · ${approval}`}
        onChange={onChooseAnother}
      />
      <DraftSteps
        operation={operation}
        connectionId={undefined}
        runsAtOnce={policy.setUp}
        firstStep={2}
        notice={policy.setUp ? SET_UP_NOTICE : undefined}
        renderForm={(props) => <Form {...props} start={start} />}
        copied={copied}
        draft={draft}
        link={link}
        takesFocus={takesFocus}
        onSubmitted={onSubmitted}
      />
    </>
  );
}
