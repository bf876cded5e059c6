import type { EstateItem } from '@keyward/contract';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { TakeCsr } from '../../certificates/take-csr.tsx';
import { LinkButton } from '../../page/link-button.tsx';

interface MakeCsrFirstProps {
  connectionId: string;
  cluster: string;
  provider: string;
  /** The CSR that the provider has already. */
  csr: EstateItem<'key-providers'>['csr'];
  /** Nothing was pasted yet, so leaving the form loses nothing. */
  isUntouched: boolean;
}

/** The way without any private key on the way: three steps, of which the first is a change of its own. */
export function MakeCsrFirst({
  connectionId,
  cluster,
  provider,
  csr,
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
      {csr !== null && (
        <div>
          <p>
            This provider has a CSR already, for{' '}
            <VisibleText text={csr.subject} />. Unless it was answered before,
            have this one signed and go on with the third step.
          </p>
          <TakeCsr pem={csr.pem} provider={provider} />
        </div>
      )}
      <LinkButton
        variant={csr === null ? 'primary' : 'secondary'}
        to="/changes/new"
        ignoreBlocker={isUntouched}
        search={{
          operation: 'vcenter.generate-provider-csr',
          connection: connectionId,
          ...(cluster === '' ? {} : { cluster }),
          ...(provider === '' ? {} : { provider }),
        }}
      >
        {csr === null ? 'Make the CSR' : 'Make a new CSR'}
      </LinkButton>
    </section>
  );
}
