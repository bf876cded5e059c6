import { z } from 'zod';

/** What stands in a stored input or request where a secret was: its RFC 6901 pointer into the input. */
export const secretPlaceholder = z.strictObject({ $secret: z.string() });
export type SecretPlaceholder = z.infer<typeof secretPlaceholder>;

/** In a preview a secret is left out, or only announced as set; its value never travels there. */
export const announcedSecret = z.strictObject(
  { $secret: z.union([z.literal(true), z.string()]) },
  { error: 'Leave the secret out of a preview.' },
);

/**
 * How the secrets of a change reach the target. `sealed`: kept encrypted until the task has used or lost them. `late`:
 * not kept at all; the requester supplies them when the change is approved.
 */
export const secretDelivery = z.enum(['sealed', 'late']);
export type SecretDelivery = z.infer<typeof secretDelivery>;

/** A secret as a person submits it. `maximum` counts UTF-16 units. */
export function secretText(maximum: number): z.ZodString {
  return z
    .string()
    .min(1, 'Fill this in.')
    .max(maximum, `At most ${String(maximum)} characters.`);
}
