import { say } from '@keyward/messages';
import { ListIcon } from '@patternfly/react-icons/dist/esm/icons/list-icon';
import { useQuery } from '@tanstack/react-query';

import { searchQuery } from '../../api/search.ts';
import { useSession } from '../../api/use-session.ts';
import { hitGroups } from './hit-offers.ts';
import type { OfferGroup } from './offer.ts';
import { useKnownProblems } from './use-known-problems.ts';
import { useSettled } from './use-settled.ts';

const SETTLED_MS = 150;

export interface Findings {
  groups: OfferGroup[];
  /** What is shown is not the answer to the text yet. */
  isOld: boolean;
  /** Why the console did not answer. */
  error: Error | null;
  /** The console left something out. */
  isMore: boolean;
  /** The very thing that was named is among them. */
  isExact: boolean;
}

const NOTHING: Findings = {
  groups: [],
  isOld: false,
  error: null,
  isMore: false,
  isExact: false,
};

/** The lists, looked through for the same text. */
function listGroup(text: string): OfferGroup {
  return {
    key: 'lists',
    title: say('search.lists'),
    offers: [
      {
        key: 'list-tasks',
        icon: ListIcon,
        text: say('search.tasks-with', { text }),
        goal: { to: '/tasks', search: { q: text } },
      },
      {
        key: 'list-changes',
        icon: ListIcon,
        text: say('search.changes-with', { text }),
        goal: { to: '/changes', search: { q: text } },
      },
    ],
  };
}

/** Everything found for a text that somebody is typing, best first; nothing while it is empty. */
export function useFindings(typed: string): Findings {
  const session = useSession();
  const text = typed.trim();
  const settled = useSettled(text, SETTLED_MS);
  const query = useQuery(searchQuery(settled));
  const problems = useKnownProblems(settled);
  if (text === '') {
    return NOTHING;
  }
  const found = query.data?.hits ?? [];
  const hits = hitGroups(found, {
    readsContents: session.may('changes:read-full'),
    readsConnections: session.may('connections:read'),
  });
  return {
    groups: [...hits, ...problems, listGroup(text)],
    isOld: settled !== text || query.isFetching || query.isPlaceholderData,
    error: query.error,
    isMore: query.data?.more ?? false,
    isExact: found.some(({ match }) => match === 'exact'),
  };
}
