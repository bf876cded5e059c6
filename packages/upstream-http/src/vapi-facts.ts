import type { UpstreamFacts } from '@keyward/contract';
import { z } from 'zod';

import { boundedJson, plainText } from './plain-text.ts';

const MAX_MESSAGES = 20;
const MAX_ARGS = 50;

/** What both kinds of facts are read from: an answer of UpstreamHttp, or only a body, as in a task's `error`. */
export interface AnswerLike {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
}

// Every member may be missing or of another type: whatever can be read of a refusal is read.
const message = z.object({
  id: z.string().optional().catch(undefined),
  default_message: z.string().optional().catch(undefined),
  localized: z.string().optional().catch(undefined),
  args: z.array(z.unknown()).catch([]),
  params: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
const envelope = z.object({
  error_type: z.string().optional().catch(undefined),
  messages: z.array(message.nullable().catch(null)).catch([]),
  data: z.unknown().optional(),
  challenge: z.string().optional().catch(undefined),
});
const wrapped = z.object({ value: envelope });

type Message = z.infer<typeof message>;

/**
 * Facts of a vAPI error as vCenter and ESX send it: `{messages, data?, error_type?, challenge?}`, also inside `{value}`
 * as the older `/rest` paths do. The text is `localized`, else `default_message`, else the id. An empty or foreign body
 * gives facts without messages.
 *
 * Source: vSphere Automation REST API, "Error" types; 9.1 says that `error_type` may be missing.
 */
export function vapiFacts(
  system: 'vcenter' | 'esx',
  answer: AnswerLike,
): UpstreamFacts {
  const error = read(answer.body);
  const challenge = error?.challenge ?? answer.headers?.['www-authenticate'];
  return {
    system,
    ...(answer.status === undefined ? {} : { httpStatus: answer.status }),
    ...(error?.error_type === undefined
      ? {}
      : { errorType: plainText(error.error_type) }),
    messages: (error?.messages ?? [])
      .slice(0, MAX_MESSAGES)
      .flatMap((entry) => (entry === null ? [] : [factOf(entry)])),
    ...(error?.data === undefined || error.data === null
      ? {}
      : { data: boundedJson(error.data) }),
    ...(challenge === undefined ? {} : { challenge: plainText(challenge) }),
  };
}

function read(body: unknown): z.infer<typeof envelope> | null {
  const inner = wrapped.safeParse(body);
  if (inner.success) return inner.data.value;
  const outer = envelope.safeParse(body);
  return outer.success ? outer.data : null;
}

function factOf({
  id,
  default_message: fallback,
  localized,
  args,
  params,
}: Message): UpstreamFacts['messages'][number] {
  const text =
    [localized, fallback, id].find(
      (candidate) => candidate !== undefined && candidate !== '',
    ) ?? '';
  return {
    ...(id === undefined ? {} : { id: plainText(id) }),
    text: plainText(text),
    args: args
      .slice(0, MAX_ARGS)
      .map((arg) =>
        plainText(typeof arg === 'string' ? arg : (JSON.stringify(arg) ?? '')),
      ),
    ...(params === undefined ? {} : { params: boundedMembers(params) }),
  };
}

function boundedMembers(
  params: Record<string, unknown>,
): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(boundedJson(params));
}
