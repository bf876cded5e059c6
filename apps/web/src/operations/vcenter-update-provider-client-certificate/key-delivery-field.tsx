import { Say, say } from '@keyward/messages';
import type { ReactNode } from 'react';
import type { Control } from 'react-hook-form';

import { PemField } from '../../form/pem-field.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import type { ClientCertificateValues } from './values.ts';

interface KeyDeliveryFieldProps {
  control: Control<ClientCertificateValues>;
  /** The policy lets no key be kept, so there is nothing to choose. */
  isLateOnly: boolean;
  delivery: ClientCertificateValues['keyDelivery'];
  /** A key that was pasted before is not wanted any more. */
  onLate: () => void;
}

/** When the private key is handed over; the field for it is there only while it is to be sealed now. */
export function KeyDeliveryField({
  control,
  isLateOnly,
  delivery,
  onLate,
}: KeyDeliveryFieldProps): ReactNode {
  if (isLateOnly) {
    return (
      <p role="note">
        <Say
          id="vcenter-update-provider-client-certificate.the-private-key-comes-after-the-approval"
          values={{ b: (children) => <strong>{children}</strong> }}
        />
      </p>
    );
  }
  return (
    <>
      <RadioField
        control={control}
        name="keyDelivery"
        label={say(
          'vcenter-update-provider-client-certificate.when-you-hand-over-the-key',
        )}
        isRequired
        onChosen={(value) => {
          if (value === 'late') onLate();
        }}
        choices={[
          {
            value: 'sealed',
            label: say(
              'vcenter-update-provider-client-certificate.seal-it-now',
            ),
            description: say(
              'vcenter-update-provider-client-certificate.encrypted-when-you-submit-opened-only-to',
            ),
          },
          {
            value: 'late',
            label: say(
              'vcenter-update-provider-client-certificate.supply-it-after-approval',
            ),
            description: say(
              'vcenter-update-provider-client-certificate.nothing-of-the-key-is-kept-approvers',
            ),
          },
        ]}
      />
      {delivery === 'sealed' && (
        <PemField
          control={control}
          name="privateKey"
          label={say(
            'vcenter-update-provider-client-certificate.private-key-field',
          )}
          help={say(
            'vcenter-update-provider-client-certificate.pem-unencrypted-pkcs-8-pkcs-1-or',
          )}
          isRequired
          isSecret
          rows={4}
        />
      )}
    </>
  );
}
