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
import type { KeptValues } from './kept-values.ts';

/** What a form hands over: the input with its secrets for the submit, and the same without them for the preview. */
export interface PreparedInput {
  input: Json;
  preview: Json;
  /** How the secrets get to the target, where the form offers a choice. */
  secretDelivery?: SecretDelivery;
}

/** How far a form is filled in. */
export interface Filled {
  values: KeptValues;
  secretDelivery?: SecretDelivery;
  holdsSecret: boolean;
}

/** What somebody wrote about one field. */
export interface Remark {
  /** Into the operation's input. */
  pointer: string;
  by: string;
  text: string;
}

/** What every operation's form takes. */
export interface DraftFormProps {
  /** Frozen input of a change that is copied; secrets in it are placeholders and are asked again. */
  copied: Json | null;
  /** How the secrets of the copied change were to get to the target. */
  copiedDelivery?: SecretDelivery;
  pending: boolean;
  /** What a draft kept of the form's values, without its secrets; null for a form that starts anew. */
  kept?: KeptValues | null;
  /** Told whenever a person changes something; never the secrets, only whether there are any. */
  onFilled?: (filled: Filled) => void;
  /** What reviewers wrote about fields of the change that is copied. */
  remarks?: readonly Remark[];
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
      | 'keySource'
      | 'service'
      | 'trustAuthorityCluster'
      | 'keyManager'
      | 'server'
      | 'keyId',
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
