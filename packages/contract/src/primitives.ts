import { z } from 'zod';

/** UUIDv7 made by the BFF. */
export const id = z.uuid();
/** RFC 3339 UTC with milliseconds. */
export const timestamp = z.iso.datetime({ precision: 3 });
/** SHA-256 as 64 lower-case hex digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A certificate thumbprint as people paste it: with or without colons or spaces, any case; read as 64 lower-case hex digits. */
export const pastedThumbprint = z
  .string()
  .max(200)
  .transform((text) =>
    text
      .replace(/^sha-?256(\s+fingerprint)?\s*[:=]\s*/i, '')
      .replace(/[\s:]/g, '')
      .toLowerCase(),
  )
  .pipe(
    z
      .string()
      .regex(
        /^[0-9a-f]{64}$/,
        'Paste the SHA-256 fingerprint: 64 hexadecimal digits.',
      ),
  );

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Text from a person: well-formed Unicode, no control characters besides tab and line breaks, trimmed. */
export function personText(
  minimum: number,
  maximum: number,
): z.ZodPipe<z.ZodString, z.ZodTransform<string, string>> {
  return z
    .string()
    .refine(
      (text) => text.isWellFormed() && !CONTROL.test(text),
      'Remove control characters.',
    )
    .refine(
      (text) => text.trim().length >= minimum,
      minimum === 1
        ? 'Fill this in.'
        : `At least ${String(minimum)} characters.`,
    )
    .refine(
      (text) => text.trim().length <= maximum,
      `At most ${String(maximum)} characters.`,
    )
    .transform((text) => text.trim());
}

/** The name of an account on a target: bounded, no control characters, spaces kept as they are. */
export const accountName = z
  .string()
  .min(1, 'Fill in the account.')
  .max(256, 'At most 256 characters.')
  .refine(
    (text) => text.isWellFormed() && !CONTROL.test(text),
    'Remove control characters.',
  );

/** An identifier that a vendor made (MoRef, service id, provider name): kept as it is, bounded, no control characters. */
export const vendorId = z
  .string()
  .min(1, 'Fill this in.')
  .max(255, 'At most 255 characters.')
  .refine(
    (text) =>
      text.isWellFormed() && !CONTROL.test(text) && text.trim() === text,
    'Remove spaces at the ends and control characters.',
  )
  // Path segments that mean another place: no vendor has an object of that name.
  .refine((text) => text !== '.' && text !== '..', 'This is no usable id.');

/** Any JSON value; used where a vendor's or an operation's own shape passes through. */
export const json = z.json();
export type Json = z.infer<typeof json>;

/** Host names and addresses as separate fields, never a URL. The egress guard has the last word. */
export const host = z
  .string()
  .min(1, 'Fill this in.')
  .max(253, 'At most 253 characters.')
  .regex(
    /^[A-Za-z0-9.:_-]+$/,
    'A host name or an IP address, without scheme, port or path.',
  )
  .transform((text) => text.toLowerCase());
export const port = z.number().int().min(1).max(65535);

/** How many items a list has in all: counting ends at ten thousand, and `isMore` says that there are more. */
export const listCount = z.object({
  value: z.number().int(),
  isMore: z.boolean(),
});
export type ListCount = z.infer<typeof listCount>;

/** Page of a list: `nextCursor` is null on the last page. */
export function page<T extends z.ZodType>(
  item: T,
): z.ZodObject<{
  items: z.ZodArray<T>;
  nextCursor: z.ZodNullable<z.ZodString>;
}> {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Query members every list takes. Query values arrive as text. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
};

/** A page of a list that says on its first page how long it is. */
export function countedPage<T extends z.ZodType>(
  item: T,
): z.ZodObject<{
  items: z.ZodArray<T>;
  nextCursor: z.ZodNullable<z.ZodString>;
  count: z.ZodOptional<typeof listCount>;
}> {
  return z.object({ ...page(item).shape, count: listCount.optional() });
}

/** Comma-separated values of one filter. */
export function commaSeparated<T extends z.ZodType<string, string>>(item: T) {
  return z
    .string()
    .max(1000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item));
}

/** What a call takes that needs nothing but its address. */
export const emptyRequest = z.strictObject({}).optional();
