import { say } from '@keyward/messages';
import { Title } from '@patternfly/react-core';
import { useEffect, type ReactNode } from 'react';

interface EntryFrameProps {
  title: string;
  /** One sentence below the title. */
  description?: ReactNode;
  children?: ReactNode;
}

/** The box in the middle of every page on which nobody is signed in yet. */
export function EntryFrame({
  title,
  description,
  children,
}: EntryFrameProps): ReactNode {
  useEffect(() => {
    document.title = say('page.keyward', { title });
  }, [title]);
  return (
    <main className="kw-sign-in">
      <div className="kw-sign-in-box">
        <img src="/keyward.svg" alt="" width="40" height="40" />
        <Title headingLevel="h1" size="2xl">
          {title}
        </Title>
        {description !== undefined && (
          <p className="kw-subtle">{description}</p>
        )}
        {children}
      </div>
    </main>
  );
}
