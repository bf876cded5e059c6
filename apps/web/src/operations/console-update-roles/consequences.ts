import { permissionsOf, type Role } from '@keyward/contract';

/** What is so for the person now, and what would be. */
interface Standing {
  roles: readonly Role[];
  active: boolean;
}

function decides(roles: readonly Role[]): boolean {
  return permissionsOf(roles).includes('changes:decide');
}

/** What follows for the person, in sentences, beyond the roles themselves. */
export function consequences(
  name: string,
  before: Standing,
  after: Standing & { resetSignIn: boolean },
): string[] {
  return [
    ...(before.active && !after.active
      ? [`${name} cannot sign in any more.`]
      : []),
    ...(!before.active && after.active ? [`${name} can sign in again.`] : []),
    ...(after.resetSignIn
      ? [
          `Password and passkeys of ${name} are taken away, and a sign-in at the organisation that was linked to them; a new invitation is needed to sign in.`,
        ]
      : []),
    ...(!decides(before.roles) && decides(after.roles)
      ? [`${name} can decide on changes submitted from then on, not before.`]
      : []),
    ...(decides(before.roles) && !decides(after.roles)
      ? [
          `Approvals that ${name} gave to changes which have not started no longer count.`,
        ]
      : []),
    `Every session of ${name} ends.`,
  ];
}
