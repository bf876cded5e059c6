import type { ReactNode } from 'react';

import { MyDrafts } from '../../features/drafts/my-drafts.tsx';

/** What somebody who makes changes began, and what will need one: below what waits now. */
export function HomeEstate(): ReactNode {
  return (
    <div className="kw-stack">
      <MyDrafts />
    </div>
  );
}
