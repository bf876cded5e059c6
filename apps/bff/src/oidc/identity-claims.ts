import type { Role } from '@keyward/contract';
import { z } from 'zod';

import type { OidcSection } from './oidc-section.ts';

/** What an identity provider has proved about somebody, in the console's own words. */
export interface ProvedIdentity {
  /** Issuer and subject together are the identity; nothing else about it is ever compared. */
  iss: string;
  sub: string;
  /** Roles that the person's groups give. */
  roles: Role[];
  /** When the person last proved to the provider who they are; null when it does not say. */
  authenticatedAt: Date | null;
  /** A name to start from; it gives no claim to anything. */
  suggestedName: string;
  displayName: string | null;
  email: string | null;
}

const optionalText = z.string().max(1000).optional().catch(undefined);

const knownClaims = z.looseObject({
  iss: z.string().min(1).max(1000),
  sub: z.string().min(1).max(255),
  auth_time: z.number().int().positive().optional(),
  preferred_username: optionalText,
  email: optionalText,
  email_verified: z.unknown().optional(),
  name: optionalText,
});

const groupList = z.union([z.array(z.string()), z.string()]);

/** Reads claims that were verified before: this decides nothing about their truth. */
export function readIdentity(
  claims: Readonly<Record<string, unknown>>,
  section: Pick<OidcSection, 'groupsClaim' | 'roles'>,
): ProvedIdentity {
  const known = knownClaims.parse(claims);
  const { iss, sub, name, auth_time: authTime } = known;
  const email = z.email().max(254).safeParse(known.email);
  // An address that the provider has not verified may be somebody else's.
  const isOwn = email.success && known.email_verified !== false;
  return {
    iss,
    sub,
    roles: rolesOf(claims[section.groupsClaim], section.roles),
    authenticatedAt: authTime === undefined ? null : new Date(authTime * 1000),
    suggestedName: known.preferred_username ?? known.email ?? sub,
    displayName: name ?? null,
    email: isOwn ? email.data : null,
  };
}

function rolesOf(claim: unknown, mapping: OidcSection['roles']): Role[] {
  const groups = groupList.safeParse(claim);
  if (!groups.success) return [];
  const roles = [groups.data]
    .flat()
    .flatMap((group) =>
      Object.hasOwn(mapping, group) ? (mapping[group] ?? []) : [],
    );
  return [...new Set(roles)].sort();
}
