import { permissionsOf, type Role } from '@keyward/contract';
import { say } from '@keyward/messages';

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
      ? [say('console-update-roles.cannot-sign-in-any-more', { name })]
      : []),
    ...(!before.active && after.active
      ? [say('console-update-roles.can-sign-in-again', { name })]
      : []),
    ...(after.resetSignIn
      ? [
          say('console-update-roles.password-and-passkeys-of-are-taken-away', {
            name,
          }),
        ]
      : []),
    ...(!decides(before.roles) && decides(after.roles)
      ? [
          say(
            'console-update-roles.can-decide-on-changes-submitted-from-then',
            { name },
          ),
        ]
      : []),
    ...(decides(before.roles) && !decides(after.roles)
      ? [
          say(
            'console-update-roles.approvals-that-gave-to-changes-which-have',
            { name },
          ),
        ]
      : []),
    say('console-update-roles.every-session-of-ends', { name }),
  ];
}
