import { Button } from '@patternfly/react-core';
import { EmptyPage } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export function NotFoundPage(): ReactNode {
  return (
    <main className="kw-sign-in">
      <EmptyPage
        headingLevel="h1"
        title="There is no such page"
        actions={
          <Button
            variant="link"
            component={(props) => <Link {...props} to="/" />}
          >
            Go to the home page
          </Button>
        }
      >
        The address may be cut off, or from another version of Keyward.
      </EmptyPage>
    </main>
  );
}
