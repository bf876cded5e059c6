import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

import {
  createLiveStore,
  type LiveSnapshot,
  type LiveStore,
} from './live-store.ts';

const LiveContext = createContext<LiveStore | null>(null);

interface LiveProviderProps {
  /** Null for who may not follow the stream. */
  personId: string | null;
  /** Number of the newest event before this page read anything, as the session said. */
  after: number | null;
  onSignedOut: () => void;
  children: ReactNode;
}

/** Follows the event stream while a person is signed in who may. */
export function LiveProvider({
  personId,
  after,
  onSignedOut,
  children,
}: LiveProviderProps): ReactNode {
  const queryClient = useQueryClient();
  const [store] = useState(() => createLiveStore(queryClient));
  // The first one: a session that is read again later says where the stream stood then.
  const [from] = useState(after);
  useEffect(
    () =>
      personId === null ? undefined : store.start(personId, from, onSignedOut),
    [store, personId, from, onSignedOut],
  );
  return <LiveContext value={store}>{children}</LiveContext>;
}

export function useLive(): LiveSnapshot {
  const store = use(LiveContext);
  if (store === null) throw new Error('useLive needs a LiveProvider above it.');
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}

/** How a part of the page tells a screen reader something, through the page’s one live region. */
export function useAnnounce(): (text: string) => void {
  const store = use(LiveContext);
  if (store === null) {
    throw new Error('useAnnounce needs a LiveProvider above it.');
  }
  return store.announce;
}
