import type {
  EsxAuth,
  FrozenRequest,
  SystemKind,
  TargetOperationId,
  Trust,
} from '@keyward/contract';

/** What a change sends, and where: enough to write the same down for other tools. */
export interface SameAsSource {
  operation: TargetOperationId;
  /** The plan's request; secrets stand as `{"$secret": pointer}`. */
  request: FrozenRequest;
  target: { kind: SystemKind; host: string; port: number; trust: Trust };
  /** How the connection signs in to an ESX host; a session when it is not known. */
  esxAuth?: EsxAuth | null;
  /** Name of the SVM that has the key manager; null for the cluster's own, absent when it is not known. */
  svm?: string | null;
}

/** The same change for one tool. No text ever holds a secret, and none puts one on a command line. */
export interface SameAs {
  /** Name of the tool. */
  label: string;
  /** What to run once before, in the same shell. */
  before?: string;
  text: string;
  note?: string;
}
