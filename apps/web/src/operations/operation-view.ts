import type {
  ChangeDetail,
  ConsoleOperationId,
  Json,
  OperationId,
  SecretDelivery,
  Verification,
} from '@keyward/contract';
import type { ComponentType } from 'react';

import type { AnyProblem } from '../api/api-problem.ts';

/** What a form hands over: the input with its secrets for the submit, and the same without them for the preview. */
export interface PreparedInput {
  input: Json;
  preview: Json;
  /** How the secrets get to the target, where the form offers a choice. */
  secretDelivery?: SecretDelivery;
}

/** What every operation's form takes. */
export interface DraftFormProps {
  /** Frozen input of a change that is copied; secrets in it are placeholders and are asked again. */
  copied: Json | null;
  /** How the secrets of the copied change were to get to the target. */
  copiedDelivery?: SecretDelivery;
  pending: boolean;
  /** The refusal of the last preview or submit. */
  problem: AnyProblem | null;
  onPrepared: (prepared: PreparedInput) => void;
}

/** The form of an operation on a target. */
export interface OperationFormProps extends DraftFormProps {
  connectionId: string;
  start?: FormStart;
}

/** What the page that led here already knew: parameters of the address, none of them trusted. */
export type FormStart = Readonly<
  Partial<
    Record<
      | 'person'
      | 'roles'
      | 'active'
      | 'reset'
      | 'connection'
      | 'cluster'
      | 'provider'
      | 'keySource',
      string
    >
  >
>;

/** The form of an operation on the console itself. */
export interface ConsoleFormProps extends DraftFormProps {
  start: FormStart;
}

/** What the change page shows above the general before/after. */
export interface OperationReviewProps {
  change: Pick<ChangeDetail, 'input' | 'plan' | 'secrets'>;
}

/** What a succeeded change made for a person to take along, and where that leads next. */
export interface OperationOutcomeProps {
  change: Pick<ChangeDetail, 'input' | 'target'>;
  made: NonNullable<Verification['made']>;
}

/** The browser's half of one operation. */
export interface OperationView<K extends OperationId> {
  id: K;
  Form: ComponentType<
    K extends ConsoleOperationId ? ConsoleFormProps : OperationFormProps
  >;
  Review: ComponentType<OperationReviewProps>;
  /** Only when its `verify` hands something out. */
  Outcome?: ComponentType<OperationOutcomeProps>;
}
