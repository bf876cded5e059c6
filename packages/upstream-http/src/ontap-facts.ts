import type { UpstreamFacts } from '@keyward/contract';
import { z } from 'zod';

import { plainText } from './plain-text.ts';
import type { AnswerLike } from './vapi-facts.ts';

const MAX_ARGUMENTS = 50;

// ONTAP documents codes as digits in a string; some releases send a number.
const code = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const text = z.string().optional().catch(undefined);
const argument = z.object({ code, message: text });
const error = z.object({
  code,
  message: text,
  target: text,
  arguments: z
    .array(argument.nullable().catch(null))
    .optional()
    .catch(undefined),
});
const envelope = z.object({ error });

/**
 * Facts of an ONTAP error: `{error: {code, message, target?, arguments?}}`. The code decides, never the HTTP status.
 * An empty or foreign body gives facts without messages.
 *
 * Source: ONTAP REST API reference, "Responses".
 */
export function ontapFacts(answer: AnswerLike): UpstreamFacts {
  const parsed = envelope.safeParse(answer.body);
  const found = parsed.success ? parsed.data.error : undefined;
  const challenge = answer.headers?.['www-authenticate'];
  return {
    system: 'ontap',
    ...(answer.status === undefined ? {} : { httpStatus: answer.status }),
    ...(found?.code === undefined ? {} : { code: plainText(found.code) }),
    messages:
      found?.message === undefined
        ? []
        : [{ text: plainText(found.message), args: [] }],
    ...(found?.target === undefined ? {} : { target: plainText(found.target) }),
    ...(found?.arguments === undefined
      ? {}
      : { arguments: argumentFacts(found.arguments) }),
    ...(challenge === undefined ? {} : { challenge: plainText(challenge) }),
  };
}

function argumentFacts(
  given: (z.infer<typeof argument> | null)[],
): NonNullable<UpstreamFacts['arguments']> {
  return given.slice(0, MAX_ARGUMENTS).flatMap((entry) =>
    entry === null
      ? []
      : [
          {
            code: plainText(entry.code ?? ''),
            message: plainText(entry.message ?? ''),
          },
        ],
  );
}
