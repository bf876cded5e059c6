import {
  operationContract,
  type Draft,
  type Json,
  type OperationId,
  type SecretDelivery,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { Skeleton } from '@patternfly/react-core';
import { Suspense, useState, type ReactNode } from 'react';

import { UnsavedGuard } from '../../form/unsaved-guard.tsx';
import type {
  DraftFormProps,
  Remark,
} from '../../operations/operation-view.ts';
import { blockedBecause } from './blocked-because.ts';
import { BlockedNotice } from './blocked-notice.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { StepSection } from '../../page/step-section.tsx';
import { DraftLine } from './draft-line.tsx';
import { FilledByLink, type LinkFilled } from './filled-by-link.tsx';
import { SubmitForm, type Reasoning } from './submit-form.tsx';
import { useDraft } from './use-draft.ts';
import { useKeptDraft } from './use-kept-draft.ts';

/** A closed change that this one starts from. */
export interface CopiedChange {
  id: string;
  /** What reviewers wrote about its fields. */
  remarks?: readonly Remark[];
  reference: string;
  input: Json;
  reason: string;
  ticket: string;
  secretDelivery?: SecretDelivery;
}

/** What a page knows of drafts: the one it was opened with, and where to tell of a new one. */
export interface DraftStart {
  opened: Draft | null;
  /** What the address says of the reasons. */
  reasons: { reason: string; ticket: string };
  onKept: (id: string) => void;
  onDiscarded: () => void;
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
  draft: DraftStart;
  link: LinkFilled;
  /** The reader has just chosen the target, so the details are where to go on. */
  takesFocus: boolean;
  onSubmitted: (changeId: string) => void;
}

function deliveryOf(
  { opened }: DraftStart,
  copied: CopiedChange | null,
): { copiedDelivery?: SecretDelivery } {
  const delivery = opened?.secretDelivery ?? copied?.secretDelivery;
  return delivery === undefined ? {} : { copiedDelivery: delivery };
}

/** A draft knows best, then the address, then the change that is copied. */
function firstReasons(
  { opened, reasons }: DraftStart,
  copied: CopiedChange | null,
): Reasoning {
  const hours = opened?.expiresInHours ?? null;
  return {
    reason: opened?.reason ?? (reasons.reason || (copied?.reason ?? '')),
    ticket: opened?.ticket ?? (reasons.ticket || (copied?.ticket ?? '')),
    expiresInHours: hours === null ? '' : String(hours),
  };
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
  draft: start,
  link,
  takesFocus,
  onSubmitted,
}: ChangeDraftProps): ReactNode {
  const [reasoning, setReasoning] = useState<Reasoning>(() =>
    firstReasons(start, copied),
  );
  const { opened, onKept } = start;
  const kept = useKeptDraft({
    operation,
    connectionId,
    opened,
    copyOf: copied?.id,
    reasoning,
    onKept,
  });
  const draft = useDraft(
    operation,
    connectionId,
    kept,
    copied?.id,
    onSubmitted,
  );
  const { reviewed } = draft;
  const hasSecrets = operationContract(operation).secretPointers.length > 0;
  return (
    <div onBlur={kept.flush}>
      <UnsavedGuard
        when={!draft.isSent && kept.loses !== null}
        {...(kept.loses === 'secret'
          ? {
              loses: say('new-change.leaving-loses-secrets'),
              leave: say('new-change.leave-without-the-secrets'),
            }
          : {})}
      />
      <StepSection
        number={firstStep}
        title={say('new-change.fill-in-the-details')}
        state={reviewed === null ? 'current' : 'done'}
        summary={
          hasSecrets
            ? say('new-change.filled-in-secrets-stay-in-this-page')
            : say('new-change.filled-in')
        }
        onChange={draft.edit}
        changeLabel={say('new-change.edit')}
        takesFocus={
          (takesFocus || draft.wasReviewed) && draft.formProblem === null
        }
      >
        <div hidden={reviewed !== null}>
          <DraftLine
            draft={kept}
            hasSecrets={hasSecrets}
            onDiscarded={start.onDiscarded}
          />
          <FilledByLink {...link} />
          {copied !== null && (
            <Alert
              className="kw-copied"
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
                ...deliveryOf(start, copied),
                kept: opened?.values ?? null,
                onFilled: kept.fill,
                remarks: copied?.remarks ?? [],
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
            <PreviewPanel
              operation={operation}
              connectionId={connectionId}
              preview={reviewed.preview}
            />
            {notice}
            <SubmitForm
              initial={reasoning}
              onFilled={(filled) => {
                setReasoning(filled);
                kept.giveReasons(filled);
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
    </div>
  );
}
