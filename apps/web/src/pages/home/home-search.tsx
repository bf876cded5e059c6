import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { SearchBox } from '../../features/search/search-box.tsx';

/** The first thing for who is on the telephone. */
export function HomeSearch(): ReactNode {
  return <SearchBox isInline label={say('home.what-the-caller-names')} />;
}
