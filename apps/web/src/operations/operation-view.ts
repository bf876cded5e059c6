import type { ChangeDetail, Json, OperationId } from '@keyward/contract';
import type { ComponentType } from 'react';

import type { AnyProblem } from '../api/api-problem.ts';

/** What a form hands over: the input with its secrets for the submit, and the same without them for the preview. */
export interface PreparedInput {
  input: Json;
  preview: Json;
}

export interface OperationFormProps {
  connectionId: string;
  /** Frozen input of a change that is copied; secrets in it are placeholders and are asked again. */
  copied: Json | null;
  pending: boolean;
  /** The refusal of the last preview or submit. */
  problem: AnyProblem | null;
  onPrepared: (prepared: PreparedInput) => void;
}

/** What the change page shows above the general before/after. */
export interface OperationReviewProps {
  change: Pick<ChangeDetail, 'input' | 'plan'>;
}

/** The browser's half of one operation. */
export interface OperationView<K extends OperationId> {
  id: K;
  Form: ComponentType<OperationFormProps>;
  Review: ComponentType<OperationReviewProps>;
}
