import type { z } from 'zod';

import { unexpectedAnswer } from './refusal.ts';

/**
 * Reads a vendor body by its schema.
 *
 * @throws UpstreamError of kind `protocol`; the body itself is never quoted.
 */
export function parseAnswer<S extends z.ZodType>(
  schema: S,
  body: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unexpectedAnswer(what);
  return parsed.data;
}
