import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

interface StandingLineProps {
  /** Where it stands, in one sentence; null when a notice below says it. */
  standing: string | null;
  /** What it is made on, who asked for it, and for which ticket. */
  target: string;
  requester: string;
  ticket: string | null;
}

/** Below the title of a change or a task: where it stands, on what, for whom. */
export function StandingLine({
  standing,
  target,
  requester,
  ticket,
}: StandingLineProps): ReactNode {
  return (
    <>
      {standing !== null && (
        <div className="kw-standing">
          <VisibleText text={standing} />
        </div>
      )}
      <ul className="kw-belongs">
        <li>
          on{' '}
          <strong>
            <VisibleText text={target} />
          </strong>
        </li>
        <li>
          requested by <VisibleText text={requester} />
        </li>
        {ticket !== null && (
          <li>
            ticket <VisibleText text={ticket} />
          </li>
        )}
      </ul>
    </>
  );
}
