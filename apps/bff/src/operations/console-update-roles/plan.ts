import type { Plan } from '@keyward/contract';

import { ROLE_NAMES } from '../../policy/policy-rules.ts';
import type { Guard, Input } from './guard.ts';

export function plan(input: Input, observed: Guard): Plan {
  const roles = [...input.roles].sort();
  const { active, resetSignIn } = input;
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
  ].filter(({ before, after }) => before !== after);
  return {
    before: observed,
    after: { ...observed, roles, active },
    sentences: [
      ...sentences(who, roles, observed),
      ...(active === observed.active
        ? []
        : [active ? `${who} may sign in again.` : `${who} is disabled.`]),
      ...(resetSignIn
        ? [`Password and passkeys of ${who} are taken away.`]
        : []),
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

function list(roles: readonly (keyof typeof ROLE_NAMES)[]): string | null {
  return roles.map((each) => ROLE_NAMES[each]).join(', ') || null;
}
