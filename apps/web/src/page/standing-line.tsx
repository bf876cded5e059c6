import { Say } from '@keyward/messages';
import { Timestamp, VisibleText } from '@keyward/ui';
import { Fragment, type ReactNode } from 'react';

interface StandingLineProps {
  /** Where it stands, in one sentence; null when a notice below says it. */
  standing: string | null;
  /** What it is made on, who asked for it, and for which ticket. */
  target: string;
  requester: string;
  ticket: string | null;
}

const UTC_MINUTE = /(\d{4}-\d{2}-\d{2} \d{2}:\d{2}) UTC/;

/** The console writes times in UTC; here they are read in the reader's own zone, like every other time. */
export function StandingText({ text }: { text: string }): ReactNode {
  return text
    .split(UTC_MINUTE)
    .map((part, index) => (
      <Fragment key={index}>
        {index % 2 === 1 ? (
          <Timestamp at={`${part.replace(' ', 'T')}:00.000Z`} />
        ) : (
          <VisibleText text={part} />
        )}
      </Fragment>
    ));
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
          <StandingText text={standing} />
        </div>
      )}
      <ul className="kw-belongs">
        <li>
          <Say
            id="page.on"
            values={{
              strong: (
                <strong>
                  <VisibleText text={target} />
                </strong>
              ),
            }}
          />
        </li>
        <li>
          <Say
            id="page.requested-by"
            values={{ requester: <VisibleText text={requester} /> }}
          />
        </li>
        {ticket !== null && (
          <li>
            <Say
              id="page.ticket"
              values={{ ticket: <VisibleText text={ticket} /> }}
            />
          </li>
        )}
      </ul>
    </>
  );
}
