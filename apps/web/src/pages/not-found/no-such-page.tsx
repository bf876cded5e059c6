import { say, Say } from '@keyward/messages';
import { EmptyPage, VisibleText } from '@keyward/ui';
import { Button, PageSection } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';

const MOST_CHARACTERS = 120;

/** An address that is none, inside the frame: which one it was, why that may be, and the ways on. */
export function NoSuchPage(): ReactNode {
  const router = useRouter();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const title = say('not-found.there-is-no-such-page');
  useEffect(() => {
    document.title = say('page.keyward', { title });
  }, [title]);
  return (
    <PageSection isFilled>
      <EmptyPage
        headingLevel="h1"
        icon={SearchIcon}
        title={title}
        actions={
          <>
            <LinkButton to="/">
              {say('not-found.go-to-the-home-page')}
            </LinkButton>
            <Button
              variant="secondary"
              onClick={() => {
                router.history.back();
              }}
            >
              {say('not-found.go-back')}
            </Button>
          </>
        }
      >
        <p>
          <Say
            id="not-found.nothing-is-at"
            values={{
              address: (
                <code className="kw-monospace">
                  <VisibleText
                    text={
                      path.length > MOST_CHARACTERS
                        ? `${path.slice(0, MOST_CHARACTERS)}…`
                        : path
                    }
                  />
                </code>
              ),
              key: <kbd>/</kbd>,
            }}
          />
        </p>
      </EmptyPage>
    </PageSection>
  );
}
