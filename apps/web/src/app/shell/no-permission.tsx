import { say } from '@keyward/messages';
import { Button, PageSection } from '@patternfly/react-core';
import { LockIcon } from '@patternfly/react-icons';
import { EmptyPage } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A page this person's roles do not open. */
export function NoPermission(): ReactNode {
  return (
    <PageSection isFilled>
      <EmptyPage
        headingLevel="h1"
        icon={LockIcon}
        title={say('shell.your-role-does-not-open-this-page')}
        actions={
          <Button
            variant="link"
            component={(props) => <Link {...props} to="/" />}
          >
            {say('shell.go-to-the-home-page')}
          </Button>
        }
      >
        {say('shell.ask-a-security-admin-when-you-need')}
      </EmptyPage>
    </PageSection>
  );
}
