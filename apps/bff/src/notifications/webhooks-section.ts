import { z } from 'zod';

const webhook = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .refine(
      (text) => {
        const { username, password, hash } = new URL(text);
        return username + password + hash === '';
      },
      { error: 'must hold no account, password or fragment' },
    ),
  /** Mode 0600, one line of at least 16 characters: the key that deliveries are signed with. */
  secretFile: z.string().min(1),
  /** PEM of the authority that signed the receiver's certificate, instead of the well-known ones. */
  caFile: z.string().min(1).optional(),
});

/** The `webhooks` member of the configuration file: receivers of everything that anybody is told. */
export const webhooksSection = z
  .array(webhook)
  .max(10)
  .refine(
    (hooks) => new Set(hooks.map(({ url }) => url)).size === hooks.length,
    { error: 'name each url once' },
  );
export type WebhookSection = z.infer<typeof webhook>;
