import { say } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';

import { operationsQuery } from '../../api/operations.ts';
import { useSession } from '../../api/use-session.ts';
import type { Offer, OfferGroup } from '../../features/search/offer.ts';
import { useSignOut } from '../shell/use-sign-out.ts';
import { actionOffers } from './action-offers.ts';
import { pageOffers } from './page-offers.ts';
import { useRecentOffers } from './use-recent-offers.ts';

/** Every word of the text begins a word of the offer. */
function fits(
  { text, detail = '', words = '' }: Offer,
  wanted: string,
): boolean {
  const own = `${text} ${detail} ${words}`.toLowerCase().split(/[\s,.·/()-]+/);
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((part) => own.some((word) => word.startsWith(part)));
}

/** What a person may open and do: all of it while nothing is typed, else what the text names. */
export function useOffers(): (text: string) => OfferGroup[] {
  const session = useSession();
  const { leave } = useSignOut();
  const recent = useRecentOffers(session);
  const { data: operations } = useQuery({
    ...operationsQuery,
    enabled: session.may('changes:submit'),
  });
  const groups: OfferGroup[] = [
    { key: 'recent', title: say('search.looked-at-last'), offers: recent },
    {
      key: 'actions',
      title: say('search.actions'),
      offers: actionOffers(session, operations?.items ?? [], leave),
    },
    {
      key: 'pages',
      title: say('search.pages'),
      offers: pageOffers(session.permissions),
    },
  ];
  return (text) =>
    text === ''
      ? groups
      : groups.map((group) => ({
          ...group,
          offers: group.offers.filter((offer) => fits(offer, text)),
        }));
}
