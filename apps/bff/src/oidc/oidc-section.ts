import { role } from '@keyward/contract';
import { z } from 'zod';

/** The `oidc` member of the configuration file: what the identity provider is called, and which group gives which role. */
export const oidcSection = z.strictObject({
  /** As people know it; shown on the sign-in page. */
  name: z.string().trim().min(1).max(60),
  /** Member of the ID token that lists a person's groups. */
  groupsClaim: z.string().min(1).max(200).default('groups'),
  /** Asked for besides `openid`. */
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/))
    .max(20)
    .default(['profile', 'email']),
  /** Group → roles. Whoever is in none of these groups gets no session. */
  roles: z
    .record(z.string().min(1).max(300), z.array(role).min(1))
    .refine((roles) => Object.keys(roles).length > 0, {
      error: 'Map at least one group to a role.',
    }),
});
export type OidcSection = z.infer<typeof oidcSection>;
