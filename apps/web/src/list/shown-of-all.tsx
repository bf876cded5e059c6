import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

/** How much is shown of a list that is here as a whole; said anew with each filter. */
export function ShownOfAll({
  shown,
  all,
}: {
  shown: number;
  all: number;
}): ReactNode {
  return (
    <span className="kw-list-count" role="status">
      {say('list.of-shown', { shown, all })}
    </span>
  );
}
