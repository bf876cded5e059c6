import type { CatalogueEntry, Permission } from '@keyward/contract';
import { say } from '@keyward/messages';
import { DesktopIcon } from '@patternfly/react-icons/dist/esm/icons/desktop-icon';
import { MoonIcon } from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { SignOutAltIcon } from '@patternfly/react-icons/dist/esm/icons/sign-out-alt-icon';
import { SunIcon } from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import { UserPlusIcon } from '@patternfly/react-icons/dist/esm/icons/user-plus-icon';
import type { NavigateOptions } from '@tanstack/react-router';

import type { Offer } from '../../features/search/offer.ts';
import { rememberTheme } from '../theme.ts';

interface Doer {
  may: (permission: Permission) => boolean;
}

function newChange(
  operation: string,
  text: string,
  detail: string,
): Offer & { goal: NavigateOptions } {
  return {
    key: `new-${operation}`,
    icon: PlusCircleIcon,
    text,
    detail,
    goal: { to: '/changes/new', search: { operation } },
  };
}

/** A new change of every operation that some connection has, and of those on the console itself. */
function newChanges(operations: readonly CatalogueEntry[]): Offer[] {
  return [
    ...operations
      .filter(({ connections }) =>
        connections.some(({ available }) => available),
      )
      .map(({ id, title }) => newChange(id, title, say('search.new-change'))),
    newChange(
      'console.update-roles',
      say('search.give-or-take-roles'),
      say('search.new-change'),
    ),
    newChange(
      'console.update-policy',
      say('search.change-the-policy'),
      say('search.new-change'),
    ),
    newChange(
      'console.update-connection',
      say('search.move-a-connection'),
      say('search.new-change'),
    ),
  ];
}

const THEMES = [
  { value: 'light', text: say('search.light-colours'), icon: SunIcon },
  { value: 'dark', text: say('search.dark-colours'), icon: MoonIcon },
  {
    value: 'system',
    text: say('search.colours-of-the-system'),
    icon: DesktopIcon,
  },
] as const;

/** What this person may do from anywhere. */
export function actionOffers(
  { may }: Doer,
  operations: readonly CatalogueEntry[],
  leave: () => void,
): Offer[] {
  return [
    ...(may('changes:submit') ? newChanges(operations) : []),
    ...(may('connections:manage')
      ? [
          {
            key: 'add-connection',
            icon: PlusCircleIcon,
            text: say('search.add-a-connection'),
            goal: { to: '/connections/new' },
          } satisfies Offer,
        ]
      : []),
    ...(may('people:manage')
      ? [
          {
            key: 'invite',
            icon: UserPlusIcon,
            text: say('search.invite-a-person'),
            goal: { to: '/people', search: { invite: 'yes' } },
          } satisfies Offer,
        ]
      : []),
    ...THEMES.map(({ value, text, icon }) => ({
      key: `theme-${value}`,
      icon,
      text,
      goal: () => {
        rememberTheme(value);
      },
    })),
    {
      key: 'sign-out',
      icon: SignOutAltIcon,
      text: say('search.sign-out'),
      goal: leave,
    },
  ];
}
