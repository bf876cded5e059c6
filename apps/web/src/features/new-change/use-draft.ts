import {
  preview as previewSchema,
  type OperationId,
  type Preview,
} from '@keyward/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf, type AnyProblem } from '../../api/api-problem.ts';
import { previewChange, submitChange } from '../../api/changes.ts';
import type { PreparedInput } from '../../operations/operation-view.ts';
import { problemOfChecks } from './problem-of-checks.ts';
import { reasoningBody, type Reasoning } from './submit-form.tsx';
import { useAttemptKey } from './use-attempt-key.ts';
import type { KeptDraft } from './use-kept-draft.ts';

interface Reviewed {
  prepared: PreparedInput;
  preview: Preview;
  /** The target moved between preview and submit: this preview is not the one that was looked at. */
  isNew: boolean;
}

export interface ChangeOnItsWay {
  reviewed: Reviewed | null;
  /** Refusal to be shown on the operation's form, or on the submit form. */
  formProblem: AnyProblem | null;
  submitProblem: AnyProblem | null;
  /** A preview was shown before, so the form is being returned to. */
  wasReviewed: boolean;
  /** It was accepted: the form and the secrets in it are gone from the page. */
  isSent: boolean;
  isPreviewing: boolean;
  isSubmitting: boolean;
  lookAhead: (prepared: PreparedInput) => void;
  submit: (reasoning: Reasoning) => void;
  edit: () => void;
}

function deliveryOf({
  secretDelivery,
}: PreparedInput): Pick<PreparedInput, 'secretDelivery'> {
  return secretDelivery === undefined ? {} : { secretDelivery };
}

/** What a preview needs: the secrets stay out of the request's variables too. */
function withoutSecrets(prepared: PreparedInput): PreparedInput {
  return { ...prepared, input: prepared.preview };
}

/**
 * One change on its way from form to submit: filled in, previewed, submitted exactly as previewed. Secrets live
 * in this component's state alone: the preview goes without them, and the submit is dropped from the cache at once.
 */
export function useDraft(
  operation: OperationId,
  connectionId: string | undefined,
  kept: Pick<KeptDraft, 'ownId' | 'hold' | 'release'>,
  copyOf: string | undefined,
  onSubmitted: (changeId: string) => void,
): ChangeOnItsWay {
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const [formProblem, setFormProblem] = useState<AnyProblem | null>(null);
  const [submitProblem, setSubmitProblem] = useState<AnyProblem | null>(null);
  const [wasReviewed, setWasReviewed] = useState(false);
  const [isSent, setSent] = useState(false);
  const attemptKey = useAttemptKey();
  const where = connectionId === undefined ? {} : { connectionId };

  const previewing = useMutation({
    mutationFn: (prepared: PreparedInput) =>
      previewChange({
        operation,
        ...where,
        input: prepared.preview,
        ...deliveryOf(prepared),
      }),
    gcTime: 0,
  });
  const submitting = useMutation({
    mutationFn: async ({
      body,
      key,
    }: {
      body: Parameters<typeof submitChange>[0];
      key: string;
    }) => {
      await kept.hold();
      return submitChange(body, key);
    },
    gcTime: 0,
  });

  const lookAhead = (prepared: PreparedInput): void => {
    setFormProblem(null);
    setSubmitProblem(null);
    previewing.mutate(withoutSecrets(prepared), {
      onSuccess: (preview) => {
        setReviewed({ prepared, preview, isNew: false });
        setWasReviewed(true);
      },
      onError: (error) => {
        setFormProblem(problemOf(error));
      },
    });
  };

  const refused = (prepared: PreparedInput, problem: AnyProblem): void => {
    const renewed =
      problem.code === 'plan_changed'
        ? previewSchema.safeParse(problem.preview)
        : undefined;
    if (renewed?.success === true) {
      setReviewed({ prepared, preview: renewed.data, isNew: true });
      setSubmitProblem(null);
    } else if (
      problem.fieldErrors?.some((error) =>
        error.pointer.startsWith('/input'),
      ) === true
    ) {
      setReviewed(null);
      setFormProblem(problem);
    } else {
      setSubmitProblem(problem);
    }
  };

  const submit = (reasoning: Reasoning): void => {
    if (reviewed === null) return;
    const { prepared, preview } = reviewed;
    const key = attemptKey([
      prepared,
      preview.planDigest,
      reasoning.reason,
      reasoning.ticket,
      reasoning.expiresInHours,
      kept.ownId(),
    ]);
    setSubmitProblem(null);
    submitting.mutate(
      {
        body: {
          operation,
          ...where,
          input: prepared.input,
          ...deliveryOf(prepared),
          planDigest: preview.planDigest,
          draftId: kept.ownId(),
          ...(copyOf === undefined ? {} : { copyOf }),
          ...reasoningBody(reasoning),
        },
        key,
      },
      {
        onSuccess: (change) => {
          submitting.reset();
          // The next page may take a moment to load; the secrets are not needed here any more.
          setReviewed({
            prepared: withoutSecrets(prepared),
            preview,
            isNew: false,
          });
          setSent(true);
          onSubmitted(change.id);
        },
        onError: (error) => {
          kept.release();
          refused(prepared, problemOf(error));
        },
      },
    );
  };

  return {
    reviewed,
    formProblem,
    submitProblem,
    wasReviewed,
    isSent,
    isPreviewing: previewing.isPending,
    isSubmitting: submitting.isPending,
    lookAhead,
    submit,
    edit: () => {
      setFormProblem(
        reviewed === null ? null : problemOfChecks(reviewed.preview.checks),
      );
      setReviewed(null);
      setSubmitProblem(null);
    },
  };
}
