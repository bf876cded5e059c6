import type { RenewalStart } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';

/** What the form of the renewing operation starts with, as the address holds it. */
function searchOf(start: RenewalStart) {
  switch (start.operation) {
    case 'vcenter.update-provider-client-certificate':
      return {
        operation: start.operation,
        connection: start.connectionId,
        cluster: start.input.trustAuthorityCluster,
        provider: start.input.provider,
      };
    case 'console.update-connection':
      return {
        operation: start.operation,
        connection: start.input.connection,
      };
  }
}

/** Opens the form that renews a certificate at one place, filled in as far as the place tells. */
export function RenewLink({
  start,
  objectName,
}: {
  start: RenewalStart;
  objectName: string;
}): ReactNode {
  // Nobody renews a target's own certificate here: what changes is which one the console trusts.
  const isTrust = start.operation === 'console.update-connection';
  return (
    <LinkButton
      to="/changes/new"
      search={searchOf(start)}
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
