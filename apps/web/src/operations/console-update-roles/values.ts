import {
  OPERATIONS,
  role,
  type Json,
  type PersonItem,
  type Role,
} from '@keyward/contract';
import { say } from '@keyward/messages';

import { sameNamedField } from '../../form/field-path.ts';
import type { FormStart } from '../operation-view.ts';

export interface RolesValues {
  person: string;
  roles: Role[];
  active: boolean;
  resetSignIn: boolean;
}

/** Roles that the console gives; those of the identity provider are not touched here. */
function consoleRoles(person: PersonItem): Role[] {
  return person.roles
    .filter((held) => held.source === 'console')
    .map((held) => held.role);
}

/** What the address asks for, where it says something that can be read. */
export function startValues(person: PersonItem, start: FormStart): RolesValues {
  const asked = start.roles
    ?.split(',')
    .flatMap((each) => role.options.filter((option) => option === each));
  return {
    person: person.id,
    roles: asked ?? consoleRoles(person),
    active:
      start.active === undefined ? person.active : start.active === 'true',
    resetSignIn: start.reset === 'true',
  };
}

/** The values of a copied change, or null. */
export function copiedValues(copied: Json | null): RolesValues | null {
  const read = OPERATIONS['console.update-roles'].frozen.safeParse(copied);
  return read.success ? read.data : null;
}

const NAMES: Readonly<Record<string, string>> = {
  person: say('console-update-roles.person'),
  roles: say('console-update-roles.roles'),
  active: say('console-update-roles.access'),
  resetSignIn: say('console-update-roles.sign-in'),
};

function same(one: readonly Role[], other: readonly Role[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}

export function rolesShape(person: PersonItem, initial: RolesValues) {
  return {
    operation: 'console.update-roles',
    initial: () => initial,
    toInput: (values: RolesValues): Json => ({ ...values }),
    fieldOf: sameNamedField,
    nameOf: (path: string): string =>
      NAMES[path] ?? say('console-update-roles.change'),
    alsoWrong: (values: RolesValues) =>
      same(values.roles, consoleRoles(person)) &&
      values.active === person.active &&
      !values.resetSignIn
        ? [
            {
              path: 'roles',
              message: say('console-update-roles.nothing-is-different-yet'),
            },
          ]
        : [],
  } as const;
}
