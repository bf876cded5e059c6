import type { Plan } from '@keyward/contract';

import { ROLE_NAMES } from '../../policy/policy-rules.ts';
import type { Guard, Input } from './guard.ts';

export function plan(input: Input, observed: Guard): Plan {
  const roles = [...input.roles].sort();
  const { active, resetSignIn } = input;
  const unlinked = resetSignIn ? observed.linked : [];
  const providerRoles = unlinked.length > 0 ? [] : observed.providerRoles;
  const who = `${observed.displayName} (${observed.username})`;
  const differences = [
    { label: 'Roles', before: list(observed.roles), after: list(roles) },
    {
      label: 'May sign in',
      before: observed.active ? 'Yes' : 'No',
      after: active ? 'Yes' : 'No',
    },
    ...(resetSignIn
      ? [
          {
            label: 'Password and passkeys',
            before: 'As registered',
            after: 'None; a new invitation is needed',
          },
        ]
      : []),
    ...unlinked.map((issuer) => ({
      label: `Sign-in at ${issuer}`,
      before: 'Linked',
      after: 'None',
    })),
  ].filter(({ before, after }) => before !== after);
  return {
    before: observed,
    after: {
      ...observed,
      roles,
      active,
      ...(unlinked.length > 0 ? { providerRoles, linked: [] } : {}),
    },
    sentences: [
      ...sentences(who, roles, { ...observed, providerRoles }),
      ...(active === observed.active
        ? []
        : [active ? `${who} may sign in again.` : `${who} is disabled.`]),
      ...(resetSignIn
        ? [`Password and passkeys of ${who} are taken away.`]
        : []),
      ...unlinked.map(
        (issuer) =>
          `The sign-in at ${issuer} is taken away from ${who}${lost(observed)}. Who signs in there next is somebody else to the console.`,
      ),
      `Every session of ${who} ends.`,
    ],
    differences,
    request: {
      method: 'PUT',
      path: `/people/${input.person}/roles`,
      body: { roles, active, resetSignIn },
    },
  };
}

function sentences(
  who: string,
  roles: Input['roles'],
  observed: Guard,
): string[] {
  const gained = roles.filter((each) => !observed.roles.includes(each));
  const lost = observed.roles.filter((each) => !roles.includes(each));
  return [
    ...gained.map((each) => `${who} becomes ${ROLE_NAMES[each]}.`),
    ...lost.map((each) => `${who} is no longer ${ROLE_NAMES[each]}.`),
    ...(observed.providerRoles.length === 0
      ? []
      : [
          `Roles from the identity provider stay: ${list(observed.providerRoles) ?? ''}.`,
        ]),
  ];
}

/** Roles that the provider gave go with its sign-in: nothing would ever take them back. */
function lost({ providerRoles }: Guard): string {
  const roles = list(providerRoles);
  return roles === null ? '' : `, with the roles from there: ${roles}`;
}

function list(roles: readonly (keyof typeof ROLE_NAMES)[]): string | null {
  return roles.map((each) => ROLE_NAMES[each]).join(', ') || null;
}
