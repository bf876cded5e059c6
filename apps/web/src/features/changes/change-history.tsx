import type { ChangeDetail, ChangeOutline } from '@keyward/contract';
import { Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

type Entry = (ChangeDetail | ChangeOutline)['history'][number];

/** Whether the sentence leaves out who it was. */
function namesActor({ actor, text }: Entry): boolean {
  return actor !== null && !text.includes(actor.displayName);
}

/** What happened to a change, oldest first. */
export function ChangeHistory({
  history,
}: {
  history: (ChangeDetail | ChangeOutline)['history'];
}): ReactNode {
  return (
    <ol className="kw-log">
      {history.map((entry, index) => (
        <li key={index}>
          <Timestamp at={entry.at} />
          <span>
            <VisibleText text={entry.text} />
            {namesActor(entry) && entry.actor !== null && (
              <span className="kw-subtle">
                {' '}
                · <VisibleText text={entry.actor.displayName} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
