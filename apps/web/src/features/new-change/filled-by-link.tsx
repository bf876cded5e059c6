import { say, sayAll } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { AlertActionLink } from '@patternfly/react-core';
import type { ReactNode } from 'react';

export interface LinkFilled {
  /** Names of the fields that the address filled in. */
  fields: readonly string[];
  /** Starts the same change with nothing filled in. */
  onEmpty: () => void;
}

/** Says what somebody else may have filled in: anybody can write a link, and whoever opens it answers for the change. */
export function FilledByLink({ fields, onEmpty }: LinkFilled): ReactNode {
  if (fields.length === 0) return null;
  return (
    <Alert
      className="kw-copied"
      variant="info"
      isInline
      component="p"
      title={say('new-change.a-link-filled-in', { fields: sayAll(fields) })}
      actionLinks={
        <AlertActionLink onClick={onEmpty}>
          {say('new-change.start-with-an-empty-form')}
        </AlertActionLink>
      }
    >
      {say('new-change.anybody-can-make-such-a-link')}
    </Alert>
  );
}
