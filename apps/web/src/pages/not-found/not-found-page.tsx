import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { EmptyPage } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export function NotFoundPage(): ReactNode {
  return (
    <main className="kw-sign-in">
      <EmptyPage
        headingLevel="h1"
        title={say('not-found.there-is-no-such-page')}
        actions={
          <Button
            variant="link"
            component={(props) => <Link {...props} to="/" />}
          >
            {say('not-found.go-to-the-home-page')}
          </Button>
        }
      >
        {say('not-found.the-address-may-be-cut-off-or')}
      </EmptyPage>
    </main>
  );
}
