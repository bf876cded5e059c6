import type { RenewalDraft } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';

/** What the form of the renewing operation is opened with, as the address holds it. */
function searchOf(draft: RenewalDraft) {
  switch (draft.operation) {
    case 'vcenter.update-provider-client-certificate':
      return {
        operation: draft.operation,
        connection: draft.connectionId,
        cluster: draft.input.trustAuthorityCluster,
        provider: draft.input.provider,
      };
    case 'console.update-connection':
      return {
        operation: draft.operation,
        connection: draft.input.connection,
      };
  }
}

/** Opens the form that renews a certificate at one place, filled in as far as the place tells. */
export function RenewLink({
  draft,
  objectName,
}: {
  draft: RenewalDraft;
  objectName: string;
}): ReactNode {
  // Nobody renews a target's own certificate here: what changes is which one the console trusts.
  const isTrust = draft.operation === 'console.update-connection';
  return (
    <LinkButton
      to="/changes/new"
      search={searchOf(draft)}
      variant="secondary"
      size="sm"
      aria-label={
        isTrust
          ? say('expiry-agenda.change-trust-of', { object: objectName })
          : say('expiry-agenda.renew-at', { object: objectName })
      }
    >
      {isTrust ? say('expiry-agenda.change-trust') : say('expiry-agenda.renew')}
    </LinkButton>
  );
}
