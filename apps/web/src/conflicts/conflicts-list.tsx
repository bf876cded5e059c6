import type { OpenConflict } from '@keyward/contract';
import { say } from '@keyward/messages';
import { FactText, StatusLabel, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { CHANGE_STATES } from '../wording/states.ts';

/** Other open changes on the same object: which, whose, how far, and why that matters here. */
export function ConflictsList({
  conflicts,
}: {
  conflicts: readonly OpenConflict[];
}): ReactNode {
  return (
    <ul
      className="kw-conflicts"
      aria-label={say('conflicts.other-open-changes')}
    >
      {conflicts.map((each) => (
        <li key={each.changeId}>
          <div>
            <StatusLabel tone={each.blocks ? 'bad' : 'warning'}>
              {each.blocks
                ? say('conflicts.excludes')
                : say('conflicts.same-object')}
            </StatusLabel>{' '}
            <Link to="/changes/$id" params={{ id: each.changeId }}>
              {each.reference}
            </Link>{' '}
            <span className="kw-subtle">
              {CHANGE_STATES[each.state].word} ·{' '}
              <VisibleText text={each.requester.displayName} />
            </span>
          </div>
          <div>
            <FactText text={each.sentence} />
          </div>
        </li>
      ))}
    </ul>
  );
}
