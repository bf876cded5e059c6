import type { Permission } from '@keyward/contract';
import { say } from '@keyward/messages';
import { ArrowRightIcon } from '@patternfly/react-icons/dist/esm/icons/arrow-right-icon';

import type { Offer } from '../../features/search/offer.ts';
import { ADMINISTRATION, NAVIGATION } from '../shell/navigation.ts';

/** The pages this person may open: those of the sidebar and those behind the bar above. */
export function pageOffers(permissions: readonly Permission[]): Offer[] {
  const inSidebar = [...NAVIGATION, ...ADMINISTRATION]
    .filter(({ permission }) => permissions.includes(permission))
    .map(({ to, text }) => ({ to, text }));
  return [
    ...inSidebar,
    { to: '/status' as const, text: say('search.where-it-stands') },
    { to: '/inbox' as const, text: say('search.inbox') },
    { to: '/account' as const, text: say('search.your-account') },
  ].map(({ to, text }) => ({
    key: `page-${to}`,
    icon: ArrowRightIcon,
    text,
    goal: { to },
  }));
}
