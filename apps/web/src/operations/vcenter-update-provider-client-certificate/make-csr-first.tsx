import type { ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';

interface MakeCsrFirstProps {
  connectionId: string;
  cluster: string;
  provider: string;
  /** Nothing was pasted yet, so leaving the form loses nothing. */
  isUntouched: boolean;
}

/** The way without any private key on the way: three steps, of which the first is a change of its own. */
export function MakeCsrFirst({
  connectionId,
  cluster,
  provider,
  isUntouched,
}: MakeCsrFirstProps): ReactNode {
  return (
    <section className="kw-aside" aria-label="Three steps without a key">
      <ol>
        <li>
          vCenter makes the key and a CSR to it. That is a change of its own,
          because a new CSR overwrites the last one.
        </li>
        <li>
          Download the CSR and have it signed by the authority that the key
          servers trust for clients.
        </li>
        <li>
          Come back with the signed answer and choose “Signed answer to the
          provider’s CSR”. The page of the first change leads here.
        </li>
      </ol>
      <LinkButton
        to="/changes/new"
        ignoreBlocker={isUntouched}
        search={{
          operation: 'vcenter.generate-provider-csr',
          connection: connectionId,
          ...(cluster === '' ? {} : { cluster }),
          ...(provider === '' ? {} : { provider }),
        }}
      >
        Make the CSR
      </LinkButton>
    </section>
  );
}
