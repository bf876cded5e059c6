import { z } from 'zod';

import { ERROR_CODES } from './codes.ts';
import { proofMethod } from './passkey.ts';

/** One field that needs attention; `pointer` is an RFC 6901 pointer into the request body. */
export const fieldError = z.object({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldError = z.infer<typeof fieldError>;

export const systemKind = z.enum(['vcenter', 'esx', 'ontap']);
export type SystemKind = z.infer<typeof systemKind>;

const upstreamMessage = z.object({
  id: z.string().optional(),
  text: z.string(),
  args: z.array(z.string()),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** What a vendor said when it refused, scrubbed of secrets. The first message is the headline, the rest its causes. */
export const upstreamFacts = z.object({
  system: systemKind,
  httpStatus: z.number().int().optional(),
  errorType: z.string().optional(),
  code: z.string().optional(),
  messages: z.array(upstreamMessage),
  data: z.unknown().optional(),
  challenge: z.string().optional(),
  target: z.string().optional(),
  arguments: z
    .array(z.object({ code: z.string(), message: z.string() }))
    .optional(),
  upstreamTaskId: z.string().optional(),
});
export type UpstreamFacts = z.infer<typeof upstreamFacts>;

/** RFC 9457 problem details, the body of every answer that is not a success. */
export const problem = z.object({
  code: z.enum(
    ERROR_CODES as [
      (typeof ERROR_CODES)[number],
      ...(typeof ERROR_CODES)[number][],
    ],
  ), // z.enum wants a tuple.
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  fieldErrors: z.array(fieldError).optional(),
  requestId: z.string(),
  upstream: upstreamFacts.optional(),
  /** What a person can do now, when the code alone does not say it. */
  nextStep: z.string().optional(),
  /** Members of single codes: `plan_changed` carries the new preview, `change_stale` what moved. */
  preview: z.unknown().optional(),
  moved: z.array(z.unknown()).optional(),
  retryAfterSeconds: z.number().int().optional(),
  /** `step_up_required`: how this person can prove again who they are, and where a passkey's options come from. */
  methods: z.array(proofMethod).optional(),
  optionsUrl: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
