import { host, port } from '@keyward/contract';
import { z } from 'zod';

/** The `smtp` member of the configuration file: the server that takes the console's e-mail. */
export const smtpSection = z
  .strictObject({
    host,
    port: port.default(587),
    /** TLS from the first byte (usually port 465); otherwise the session must switch to it with STARTTLS. */
    secure: z.boolean().default(false),
    user: z.string().min(1).max(256).optional(),
    /** Mode 0600, one line. Read for every message, so a new password needs no restart. */
    passwordFile: z.string().min(1).optional(),
    /** One plain address. */
    from: z.email(),
    /** PEM of the authority that signed the server's certificate, instead of the well-known ones. */
    caFile: z.string().min(1).optional(),
  })
  .refine(
    (smtp) => (smtp.user === undefined) === (smtp.passwordFile === undefined),
    { error: 'user and passwordFile belong together' },
  );
export type SmtpSection = z.infer<typeof smtpSection>;
