import { Say, say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import { ClipboardCopy } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface InvitationLinkProps {
  invitation: { url: string; expiresAt: string };
  displayName: string;
}

/** The link that lets somebody in. It is shown here and nowhere else. */
export function InvitationLink({
  invitation,
  displayName,
}: InvitationLinkProps): ReactNode {
  return (
    <>
      <p>
        <Say
          id="people.give-this-link-to-yourself-in-a"
          values={{
            displayName,
            time: <Timestamp at={invitation.expiresAt} />,
            b: (children) => <strong>{children}</strong>,
          }}
        />
      </p>
      <ClipboardCopy
        isReadOnly
        hoverTip={say('people.copy-the-link')}
        clickTip={say('people.copied')}
        copyAriaLabel={say('people.copy-the-link')}
        textAriaLabel={say('people.invitation-link')}
        className="kw-secret-link"
      >
        {invitation.url}
      </ClipboardCopy>
    </>
  );
}
