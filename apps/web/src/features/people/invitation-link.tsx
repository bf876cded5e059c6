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
        Give this link to {displayName} yourself, in a way that only they can
        read. It works once, until <Timestamp at={invitation.expiresAt} />, and
        is <strong>shown only now</strong>.
      </p>
      <ClipboardCopy
        isReadOnly
        hoverTip="Copy the link"
        clickTip="Copied"
        copyAriaLabel="Copy the link"
        textAriaLabel="Invitation link"
        className="kw-secret-link"
      >
        {invitation.url}
      </ClipboardCopy>
    </>
  );
}
