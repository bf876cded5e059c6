import type { EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { type ReactNode, useMemo, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';

import { KeyServerAdvice } from '../../certificates/presets/key-server-advice.tsx';
import {
  type UsableBundle,
  Workbench,
} from '../../certificates/workbench/workbench.tsx';
import type { ClientCertificateValues } from './values.ts';

interface CertificateWorkbenchProps {
  form: UseFormReturn<ClientCertificateValues>;
  keySource: 'CSR' | 'PAIR';
  /** Whether the key is sealed with the change, and so goes into the form. */
  isKeyHere: boolean;
  isLateOnly: boolean;
  providers: readonly EstateItem<'key-providers'>[];
  chosen: EstateItem<'key-providers'> | undefined;
}

/** The files from the CA, compared with what this vCenter has, and handed to the fields below. */
export function CertificateWorkbench({
  form,
  keySource,
  isKeyHere,
  isLateOnly,
  providers,
  chosen,
}: CertificateWorkbenchProps): ReactNode {
  const [now] = useState(() => new Date());
  const csrKey =
    keySource === 'CSR' ? (chosen?.csr?.publicKeySha256 ?? null) : null;
  const purpose = useMemo(
    () => ({
      slot: 'client' as const,
      now,
      installed: providers.flatMap((item) => inUseOf(item, chosen)),
      requestKeySha256: csrKey,
      needsKey: isKeyHere,
    }),
    [now, providers, chosen, csrKey, isKeyHere],
  );
  const set = (
    name: 'certificate' | 'privateKey' | 'keySource',
    value: string,
  ): void => {
    form.setValue(name, value, {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  };
  const use = ({ certificatePem, keyPem }: UsableBundle): string => {
    set('certificate', certificatePem);
    if (keyPem === null) {
      return say(
        'vcenter-update-provider-client-certificate.the-certificate-is-in-the-field-below',
      );
    }
    set('keySource', 'PAIR');
    if (isLateOnly || form.getValues('keyDelivery') === 'late') {
      return say(
        'vcenter-update-provider-client-certificate.the-certificate-is-below-its-key-later',
      );
    }
    set('privateKey', keyPem);
    return say(
      'vcenter-update-provider-client-certificate.the-certificate-and-its-key-are-in',
    );
  };
  return (
    <Workbench
      title={say(
        'vcenter-update-provider-client-certificate.certificate-files',
      )}
      invitation={say(
        'vcenter-update-provider-client-certificate.drop-what-your-ca-sent-certificate-chain',
      )}
      purpose={purpose}
      useLabel={say(
        'vcenter-update-provider-client-certificate.use-this-certificate',
      )}
      onUse={use}
    >
      <KeyServerAdvice />
    </Workbench>
  );
}

function inUseOf(
  item: EstateItem<'key-providers'>,
  chosen: EstateItem<'key-providers'> | undefined,
) {
  const { clientCertificate, name, trustAuthorityCluster } = item;
  if (clientCertificate === null) return [];
  return [
    {
      sha256: clientCertificate.sha256,
      publicKeySha256: clientCertificate.publicKeySha256,
      where: say('vcenter-update-provider-client-certificate.key-provider-of', {
        name,
        trustAuthorityCluster,
      }),
      isHere: item.id === chosen?.id,
    },
  ];
}
