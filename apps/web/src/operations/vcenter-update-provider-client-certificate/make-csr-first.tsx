import type { EstateItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
    <section
      className="kw-aside"
      aria-label={say(
        'vcenter-update-provider-client-certificate.three-steps-without-a-key',
      )}
    >
      <ol>
        <li>
          {say(
            'vcenter-update-provider-client-certificate.vcenter-makes-the-key-and-a-csr',
          )}
        </li>
        <li>
          {say(
            'vcenter-update-provider-client-certificate.download-the-csr-and-have-it-signed',
          )}
        </li>
        <li>
          {say(
            'vcenter-update-provider-client-certificate.come-back-with-the-signed-answer-and',
          )}
        </li>
      </ol>
      {csr !== null && (
        <div>
          <p>
            <Say
              id="vcenter-update-provider-client-certificate.this-provider-has-a-csr-already-for"
              values={{ subject: <VisibleText text={csr.subject} /> }}
            />
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
        {csr === null
          ? say('vcenter-update-provider-client-certificate.make-the-csr')
          : say('vcenter-update-provider-client-certificate.make-a-new-csr')}
      </LinkButton>
    </section>
  );
}
