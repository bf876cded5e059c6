import type { CatalogueEntry, Permission } from '@keyward/contract';
import { say } from '@keyward/messages';
import { AdjustIcon } from '@patternfly/react-icons/dist/esm/icons/adjust-icon';
import { ClipboardCheckIcon } from '@patternfly/react-icons/dist/esm/icons/clipboard-check-icon';
import { ClockIcon } from '@patternfly/react-icons/dist/esm/icons/clock-icon';
import { DesktopIcon } from '@patternfly/react-icons/dist/esm/icons/desktop-icon';
import { MoonIcon } from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { SignOutAltIcon } from '@patternfly/react-icons/dist/esm/icons/sign-out-alt-icon';
import { SunIcon } from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import { TvIcon } from '@patternfly/react-icons/dist/esm/icons/tv-icon';
import { UserPlusIcon } from '@patternfly/react-icons/dist/esm/icons/user-plus-icon';
import type { NavigateOptions } from '@tanstack/react-router';

import type { Offer } from '../../features/search/offer.ts';
import type { RememberedChoice } from '../remembered-choice.ts';
import { COLOURS, CONTRAST, TIMES } from '../theme.ts';

interface Doer {
  may: (permission: Permission) => boolean;
}

function newChange(
  operation: string,
  text: string,
  words: string,
): Offer & { goal: NavigateOptions } {
  return {
    key: `new-${operation}`,
    icon: PlusCircleIcon,
    text,
    detail: say('search.new-change'),
    words,
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
      .map(({ id, title, summary }) => newChange(id, title, summary)),
    newChange(
      'console.update-roles',
      say('search.give-or-take-roles'),
      say('search.words-of-roles'),
    ),
    newChange(
      'console.update-policy',
      say('search.change-the-policy'),
      say('search.words-of-the-policy'),
    ),
    newChange(
      'console.update-connection',
      say('search.move-a-connection'),
      say('search.words-of-a-connection'),
    ),
  ];
}

function choiceOffer<Value extends string>(
  key: string,
  icon: Offer['icon'],
  text: string,
  { choose }: Pick<RememberedChoice<Value>, 'choose'>,
  value: Value,
): Offer {
  return {
    key,
    icon,
    text,
    goal: () => {
      choose(value);
    },
  };
}

const COLOUR_CHOICES = [
  ['light', SunIcon, say('search.light-colours')],
  ['dark', MoonIcon, say('search.dark-colours')],
  ['system', DesktopIcon, say('search.colours-of-the-system')],
] as const;

/** How the pages look on this browser: what could be chosen and is not. */
function appearanceOffers(): Offer[] {
  const colours = COLOURS.read();
  return [
    ...COLOUR_CHOICES.filter(([value]) => value !== colours).map(
      ([value, icon, text]) => choiceOffer(value, icon, text, COLOURS, value),
    ),
    CONTRAST.read() === 'more'
      ? choiceOffer(
          'contrast',
          AdjustIcon,
          say('search.contrast-of-the-system'),
          CONTRAST,
          'system',
        )
      : choiceOffer(
          'contrast',
          AdjustIcon,
          say('search.more-contrast'),
          CONTRAST,
          'more',
        ),
    TIMES.read() === 'utc'
      ? choiceOffer(
          'times',
          ClockIcon,
          say('search.times-here'),
          TIMES,
          'local',
        )
      : choiceOffer(
          'times',
          ClockIcon,
          say('search.times-in-utc'),
          TIMES,
          'utc',
        ),
  ];
}

/** What this person may do from anywhere. */
export function actionOffers(
  { may }: Doer,
  operations: readonly CatalogueEntry[],
  leave: () => void,
): Offer[] {
  return [
    ...(may('changes:decide')
      ? [
          {
            key: 'decide',
            icon: ClipboardCheckIcon,
            text: say('search.decide'),
            words: say('search.words-of-deciding'),
            goal: { to: '/changes', search: { awaiting: 'me' } },
          } satisfies Offer,
        ]
      : []),
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
    {
      key: 'wallboard',
      icon: TvIcon,
      text: say('search.wallboard'),
      goal: { to: '/wallboard' },
    } satisfies Offer,
    ...appearanceOffers(),
    {
      key: 'sign-out',
      icon: SignOutAltIcon,
      text: say('search.sign-out'),
      goal: leave,
    },
  ];
}
