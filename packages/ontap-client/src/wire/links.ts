import { z } from 'zod';

export const href = z.looseObject({ href: z.string() });

/** `_links` of a single object; only sent with `application/hal+json`. */
export const selfLink = z.looseObject({ self: href.optional() });

/** `_links` of a collection; `next` is sent with either media type while there is more. */
export const pageLinks = z.looseObject({
  self: href.optional(),
  next: href.optional(),
});

/** One page of a vendor collection. `num_records` counts this page only. */
export function pageOf<R extends z.ZodType>(record: R) {
  return z.looseObject({
    records: z.array(record).default([]),
    num_records: z.number().int().optional(),
    _links: pageLinks.optional(),
  });
}

/** Another object, named by UUID, by name or by both. */
export const reference = z.looseObject({
  uuid: z.string().optional(),
  name: z.string().optional(),
});
export type Reference = z.output<typeof reference>;
