import type {
  ErrorCode,
  FieldError,
  Problem,
  UpstreamFacts,
} from '@keyward/contract';

type Extra = Pick<
  Problem,
  | 'preview'
  | 'moved'
  | 'retryAfterSeconds'
  | 'nextStep'
  | 'methods'
  | 'optionsUrl'
>;

/**
 * Everything the console refuses, by code. `detail` and messages are written by us and never hold a value from the
 * request; the error mapper sends exactly these members.
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly fieldErrors: FieldError[] | undefined;
  readonly upstream: UpstreamFacts | undefined;
  readonly extra: Partial<Extra>;
  /** What the audit log says of it besides the code; never sent. */
  denial: { object: string | null; reason: string } | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string;
      fieldErrors?: FieldError[];
      upstream?: UpstreamFacts;
    } & Partial<Extra> = {},
  ) {
    super(code);
    this.name = 'Refusal';
    const { detail, fieldErrors, upstream, ...extra } = options;
    this.code = code;
    this.detail = detail;
    this.fieldErrors = fieldErrors;
    this.upstream = upstream;
    this.extra = extra;
  }
}

/** Refuses one field of the request. */
export function refuseField(
  pointer: string,
  code: string,
  message: string,
  as: ErrorCode = 'validation_failed',
): Refusal {
  return new Refusal(as, { fieldErrors: [{ pointer, code, message }] });
}
