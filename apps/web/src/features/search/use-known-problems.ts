import type { KnownProblem } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import { LightbulbIcon } from '@patternfly/react-icons/dist/esm/icons/lightbulb-icon';
import { useQuery } from '@tanstack/react-query';

import type { Offer, OfferGroup } from './offer.ts';

const SHORTEST_TEXT = 3;
const MOST = 4;

function offerOf(problem: KnownProblem): Offer {
  return {
    key: problem.id,
    icon: LightbulbIcon,
    text: problem.sentence,
    detail: problem.name ?? problem.code,
    goal: { to: '/known-problems/$id', params: { id: problem.id } },
  };
}

/** Known problems that fit a text. The catalogue is loaded by the first text that could name one. */
export function useKnownProblems(text: string): OfferGroup[] {
  const isWanted = text.length >= SHORTEST_TEXT;
  const { data } = useQuery({
    queryKey: ['search', 'known-problems'],
    queryFn: async () => {
      const { knownProblems, searchKnownProblems } =
        await import('@keyward/contract/known-problems');
      const problems = knownProblems();
      return (wanted: string) => searchKnownProblems(problems, wanted);
    },
    enabled: isWanted,
    staleTime: Infinity,
  });
  const found = isWanted ? (data?.(text) ?? []) : [];
  return found.length === 0
    ? []
    : [
        {
          key: 'known-problems',
          title: say('search.known-problems'),
          offers: found.slice(0, MOST).map(offerOf),
        },
      ];
}
