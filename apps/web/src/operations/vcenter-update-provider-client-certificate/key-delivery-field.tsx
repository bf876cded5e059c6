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
        <strong>The private key comes after the approval.</strong> The policy
        lets no private key be kept while approval waits. Keep it where it is;
        you supply it here once the change is approved.
      </p>
    );
  }
  return (
    <>
      <RadioField
        control={control}
        name="keyDelivery"
        label="When you hand over the key"
        isRequired
        onChosen={(value) => {
          if (value === 'late') onLate();
        }}
        choices={[
          {
            value: 'sealed',
            label: 'Seal it now',
            description:
              'Encrypted when you submit, opened only to be sent, erased when the task ends. The change starts by itself once it is approved.',
          },
          {
            value: 'late',
            label: 'Supply it after approval',
            description:
              'Nothing of the key is kept. Approvers approve its public fingerprint; you come back and supply the key, and the task starts then.',
          },
        ]}
      />
      {delivery === 'sealed' && (
        <PemField
          control={control}
          name="privateKey"
          label="Private key"
          help="PEM, unencrypted: PKCS#8, PKCS#1 or SEC1. It stays in this page until you submit."
          isRequired
          isSecret
          rows={4}
        />
      )}
    </>
  );
}
