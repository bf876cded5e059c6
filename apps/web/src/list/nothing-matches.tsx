import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

interface NothingMatchesProps {
  onClear: () => void;
  title?: string;
  /** What else to try. */
  children?: ReactNode;
}

/** In the place of a list of which the filters leave nothing, with the way back to all of it. */
export function NothingMatches({
  onClear,
  title = say('list.nothing-matches-these-filters'),
  children,
}: NothingMatchesProps): ReactNode {
  return (
    <EmptyPage
      icon={SearchIcon}
      title={title}
      actions={
        <Button variant="link" onClick={onClear}>
          {say('list.clear-filters')}
        </Button>
      }
    >
      {children}
    </EmptyPage>
  );
}
