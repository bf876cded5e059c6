import {
  operationContract,
  type Json,
  type OperationId,
  type SecretDelivery,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert, Skeleton } from '@patternfly/react-core';
import { Suspense, type ReactNode } from 'react';

import type { DraftFormProps } from '../../operations/operation-view.ts';
import { blockedBecause } from './blocked-because.ts';
import { BlockedNotice } from './blocked-notice.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { StepSection } from '../../page/step-section.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useDraft } from './use-draft.ts';

/** A closed change that this one starts from. */
export interface CopiedChange {
  reference: string;
  input: Json;
  reason: string;
  ticket: string;
  secretDelivery?: SecretDelivery;
}

interface ChangeDraftProps {
  operation: OperationId;
  /** Undefined for an operation on the console itself. */
  connectionId: string | undefined;
  /** Nobody else is asked, so submitting runs it. */
  runsAtOnce: boolean;
  /** Number of the step that holds the form. */
  firstStep: number;
  /** Said above the reason, when submitting does more than a person expects. */
  notice?: ReactNode;
  renderForm: (props: DraftFormProps) => ReactNode;
  copied: CopiedChange | null;
  /** The reader has just chosen the target, so the details are where to go on. */
  takesFocus: boolean;
  onSubmitted: (changeId: string) => void;
}

/** The last two steps: the operation's own form, then the preview and the submit. The form stays as it is in between. */
export function ChangeDraft({
  operation,
  connectionId,
  runsAtOnce,
  firstStep,
  notice,
  renderForm,
  copied,
  takesFocus,
  onSubmitted,
}: ChangeDraftProps): ReactNode {
  const draft = useDraft(operation, connectionId, onSubmitted);
  const { reviewed } = draft;
  return (
    <>
      <StepSection
        number={firstStep}
        title={say('new-change.fill-in-the-details')}
        state={reviewed === null ? 'current' : 'done'}
        summary={
          operationContract(operation).secretPointers.length === 0
            ? say('new-change.filled-in')
            : say('new-change.filled-in-secrets-stay-in-this-page')
        }
        onChange={draft.edit}
        changeLabel={say('new-change.edit')}
        takesFocus={
          (takesFocus || draft.wasReviewed) && draft.formProblem === null
        }
      >
        <div hidden={reviewed !== null}>
          {copied !== null && (
            <Alert
              variant="info"
              isInline
              component="p"
              title={say(
                'new-change.copied-from-secrets-are-never-copied-fill',
                { reference: copied.reference },
              )}
            />
          )}
          <Suspense
            fallback={
              <Skeleton
                height="12rem"
                screenreaderText={say('new-change.loading-the-form')}
              />
            }
          >
            {!draft.isSent &&
              renderForm({
                copied: copied?.input ?? null,
                ...(copied?.secretDelivery === undefined
                  ? {}
                  : { copiedDelivery: copied.secretDelivery }),
                pending: draft.isPreviewing,
                problem: draft.formProblem,
                onPrepared: draft.lookAhead,
              })}
          </Suspense>
        </div>
      </StepSection>
      <StepSection
        number={firstStep + 1}
        title={
          runsAtOnce
            ? say('new-change.check-and-run')
            : say('new-change.check-and-submit')
        }
        state={reviewed === null ? 'upcoming' : 'current'}
        takesFocus
      >
        {reviewed !== null && (
          <>
            {reviewed.isNew && (
              <Alert
                variant="warning"
                isInline
                component="p"
                title={say(
                  'new-change.the-target-moved-after-your-preview-this',
                )}
              >
                {say('new-change.nothing-was-submitted-read-it-again-then')}
              </Alert>
            )}
            <BlockedNotice
              checks={reviewed.preview.checks}
              onEdit={draft.edit}
            />
            <PreviewPanel preview={reviewed.preview} />
            {notice}
            <SubmitForm
              initial={{
                reason: copied?.reason ?? '',
                ticket: copied?.ticket ?? '',
              }}
              isImmediate={runsAtOnce}
              pending={draft.isSubmitting}
              problem={draft.submitProblem}
              disabledReason={blockedBecause(reviewed.preview.checks)}
              onSubmit={draft.submit}
              onBack={draft.edit}
            />
          </>
        )}
      </StepSection>
    </>
  );
}
