import { useEffect } from 'react';

import { useSession } from '../api/use-session.ts';
import { noteRecent, type RecentItem } from './recent-items.ts';

/** Remembers what a page shows, for the search; `reference` is undefined until the page has read it. */
export function useNoteRecent(
  kind: RecentItem['kind'],
  id: string,
  reference: string | undefined,
): void {
  const personId = useSession().person.id;
  useEffect(() => {
    if (reference !== undefined) noteRecent(personId, { kind, id, reference });
  }, [personId, kind, id, reference]);
}
