import { host, port } from '@keyward/contract';
import { z } from 'zod';

/** Shown in figures, pages and logs; the cursor in the database goes by it. */
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and dashes');

/** Whom to trust, and who Keyward is to a receiver that asks. */
const tls = {
  caFile: z.string().min(1).optional(),
  certFile: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
};

const https = z.strictObject({
  type: z.literal('https'),
  name,
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
  /** Mode 0600, one line: the value of the Authorization header, `Bearer …` for example. */
  authorizationFile: z.string().min(1).optional(),
  /** Mode 0600, one line of at least 16 characters: the key that batches are signed with. */
  secretFile: z.string().min(1).optional(),
  ...tls,
});

const syslog = z.strictObject({
  type: z.literal('syslog'),
  name,
  host,
  port: port.default(6514),
  ...tls,
});

const file = z.strictObject({
  type: z.literal('file'),
  name,
  path: z.string().min(1),
});

/**
 * The `audit.sinks` member of the configuration file: where every audit row goes besides the database. There is no
 * other way to make one: whoever could do it in the browser could have the console write files.
 */
export const sinksSection = z
  .array(z.discriminatedUnion('type', [https, syslog, file]))
  .max(5)
  .refine(
    (sinks) => new Set(sinks.map((sink) => sink.name)).size === sinks.length,
    { error: 'name each sink differently' },
  );
export type SinkSection = z.infer<typeof sinksSection>[number];
