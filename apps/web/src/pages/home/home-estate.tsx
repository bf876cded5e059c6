import type { ReactNode } from 'react';

import { MyDrafts } from '../../features/drafts/my-drafts.tsx';
import { DriftSection } from '../../features/drift/drift-section.tsx';
import { ExpiresSoonSection } from '../../features/expiry-agenda/expires-soon-section.tsx';

const SHORT = 5;

/** What somebody who makes changes began, and what will need one: below what waits now. */
export function HomeEstate(): ReactNode {
  return (
    <div className="kw-stack">
      <MyDrafts />
      <ExpiresSoonSection limit={SHORT} />
      <DriftSection limit={SHORT} />
    </div>
  );
}
