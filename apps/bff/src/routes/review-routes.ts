import type { Queryable } from '@keyward/database';

import { presentChange } from '../changes/present-change.ts';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { SANDBOXED_PAGE_POLICY } from '../review-page/page-style.ts';
import { renderReviewPage } from '../review-page/review-page.ts';

/** The page without scripts. */
export function reviewRoutes(parts: {
  db: Queryable;
}): Pick<Handlers, 'reviewPage'> {
  return {
    async reviewPage({ params, caller }) {
      const change = await presentChange(parts, params.id, caller);
      if (change.detail !== 'full') throw new Refusal('forbidden');
      return {
        text: {
          type: 'text/html; charset=utf-8',
          content: renderReviewPage(change),
        },
        headers: { 'Content-Security-Policy': SANDBOXED_PAGE_POLICY },
      };
    },
  };
}
