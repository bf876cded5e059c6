import type { SearchAnswer, SearchHit, SearchMatch } from '@keyward/contract';

/** Most hits of one kind: no kind hides another. */
export const OF_A_KIND = 5;

const MATCHES = [
  'exact',
  'prefix',
  'words',
] as const satisfies readonly SearchMatch[];
const KINDS = [
  'change',
  'task',
  'ticket',
  'connection',
  'host',
  'person',
  'certificate',
  'key_server',
] as const satisfies readonly SearchHit['kind'][];

/** Hits of one kind, best first, and whether there are more than these. */
export interface Found {
  hits: SearchHit[];
  more: boolean;
}

export const NOTHING: Found = { hits: [], more: false };

/** At most five of a kind; `hits` may hold more to say that there are more. */
export function foundOf(hits: readonly SearchHit[], more = false): Found {
  const ranked = hits.toSorted(
    (a, b) => MATCHES.indexOf(a.match) - MATCHES.indexOf(b.match),
  );
  return {
    hits: ranked.slice(0, OF_A_KIND),
    more: more || ranked.length > OF_A_KIND,
  };
}

/**
 * Everything that was found, best first: the very thing that was named, then what begins so, then what is about it;
 * among equals the first of every kind, then the second of every kind, so that a small limit leaves no kind out.
 */
export function rankHits(found: readonly Found[], limit: number): SearchAnswer {
  const all = found.flatMap(({ hits }) =>
    hits.map((hit, place) => ({
      hit,
      order: [MATCHES.indexOf(hit.match), place, KINDS.indexOf(hit.kind)],
    })),
  );
  const ranked = all.toSorted(
    (a, b) =>
      a.order
        .map((value, index) => value - (b.order[index] ?? 0))
        .find((difference) => difference !== 0) ?? 0,
  );
  return {
    hits: ranked.slice(0, limit).map(({ hit }) => hit),
    more: ranked.length > limit || found.some(({ more }) => more),
  };
}
