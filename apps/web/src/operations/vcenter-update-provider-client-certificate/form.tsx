import type { EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { policyQuery } from '../../api/policy.ts';
import {
  decodeCertificate,
  decodePrivateKey,
} from '../../certificates/decode.ts';
import {
  refuseHiddenPrivateKey,
  refusePrivateKey,
} from '../../certificates/private-key-text.ts';
import { useDecoded } from '../../certificates/use-decoded.ts';
import { useEstate } from '../../estate/use-estate.ts';
import { FormPart } from '../../form/form-part.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import { PemField } from '../../form/pem-field.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { TrustAuthorityProviderFields } from '../trust-authority-provider.tsx';
import { useOperationForm } from '../use-operation-form.ts';
import { CertificateFindings } from './certificate-findings.tsx';
import { CertificateWorkbench } from './certificate-workbench.tsx';
import { MakeCsrFirst } from './make-csr-first.tsx';
import { KeyDeliveryField } from './key-delivery-field.tsx';
import {
  clientCertificateShape,
  type ClientCertificateValues,
  lateOnlyShape,
} from './values.ts';

/** Pick the provider, say where the key is, paste the certificate, and see what it is before anything is sent. */
export function ClientCertificateForm(props: OperationFormProps): ReactNode {
  const isLateOnly =
    useQuery(policyQuery).data?.document.privateKeys === 'late';
  const { form, shell } = useOperationForm<ClientCertificateValues>(
    isLateOnly ? lateOnlyShape : clientCertificateShape,
    props,
  );
  const providers = useEstate(props.connectionId, 'key-providers');
  const values = useWatch({ control: form.control });
  const certificate = useDecoded(values.certificate ?? '', decodeCertificate);
  const isKeyHere =
    values.keySource === 'PAIR' &&
    values.keyDelivery === 'sealed' &&
    !isLateOnly;
  const key = useDecoded(
    isKeyHere ? (values.privateKey ?? '') : '',
    decodePrivateKey,
  );
  const cluster = values.trustAuthorityCluster ?? '';
  const chosen = providers.items.find(
    (item) =>
      item.provider === values.provider &&
      item.trustAuthorityCluster === cluster,
  );
  return (
    <FormShell
      {...shell}
      disabledReason={
        values.keySource === 'GENERATE'
          ? say(
              'vcenter-update-provider-client-certificate.the-csr-comes-first',
            )
          : undefined
      }
    >
      <FormPart
        title={say(
          'vcenter-update-provider-client-certificate.which-key-provider',
        )}
      >
        <TrustAuthorityProviderFields
          control={form.control}
          connectionId={props.connectionId}
          names={{ cluster: 'trustAuthorityCluster', provider: 'provider' }}
          cluster={cluster}
          providers={providers}
          help={say(
            'vcenter-update-provider-client-certificate.its-certificate-is-replaced-for-every-host',
          )}
          standing={certificateStanding}
        />
      </FormPart>
      <FormPart
        title={say(
          'vcenter-update-provider-client-certificate.the-new-certificate',
        )}
      >
        <RadioField
          control={form.control}
          name="keySource"
          label={say(
            'vcenter-update-provider-client-certificate.where-the-key-is',
          )}
          term={say(
            'vcenter-update-provider-client-certificate.where-the-key-is-term',
          )}
          isRequired
          choices={[
            {
              value: 'GENERATE',
              label: say(
                'vcenter-update-provider-client-certificate.let-the-vcenter-make-the-key-recommended',
              ),
              description: say(
                'vcenter-update-provider-client-certificate.no-private-key-travels-or-is-kept',
              ),
            },
            {
              value: 'CSR',
              label: say(
                'vcenter-update-provider-client-certificate.signed-answer-to-the-providers-csr',
              ),
              description: say(
                'vcenter-update-provider-client-certificate.the-key-stays-with-the-provider-paste',
              ),
            },
            {
              value: 'PAIR',
              label: say(
                'vcenter-update-provider-client-certificate.certificate-with-its-key',
              ),
              description: say(
                'vcenter-update-provider-client-certificate.you-bring-both-the-key-is-sealed',
              ),
            },
          ]}
          help={say(
            'vcenter-update-provider-client-certificate.the-vendors-page-words-this-the-other',
          )}
        />
        {values.keySource === 'GENERATE' ? (
          <MakeCsrFirst
            connectionId={props.connectionId}
            cluster={cluster}
            provider={values.provider ?? ''}
            csr={chosen?.csr ?? null}
            isUntouched={
              (values.certificate ?? '') === '' &&
              (values.privateKey ?? '') === ''
            }
          />
        ) : (
          <>
            <CertificateWorkbench
              form={form}
              keySource={values.keySource ?? 'CSR'}
              isKeyHere={isKeyHere}
              isLateOnly={isLateOnly}
              providers={providers.items}
              chosen={chosen}
            />
            <PemField
              control={form.control}
              name="certificate"
              label={say(
                'vcenter-update-provider-client-certificate.certificate',
              )}
              term={say(
                'vcenter-update-provider-client-certificate.certificate-term',
              )}
              help={say(
                'vcenter-update-provider-client-certificate.pem-the-client-certificate-first-then-its',
              )}
              isRequired
              refuse={refusePrivateKey}
              refuseLater={refuseHiddenPrivateKey}
            />
          </>
        )}
        {values.keySource === 'PAIR' && (
          <KeyDeliveryField
            control={form.control}
            isLateOnly={isLateOnly}
            delivery={values.keyDelivery ?? 'sealed'}
            onLate={() => {
              form.setValue('privateKey', '');
            }}
          />
        )}
        {values.keySource !== 'GENERATE' && (
          <CertificateFindings
            certificate={certificate}
            privateKey={key}
            keySource={values.keySource ?? 'CSR'}
            provider={chosen}
          />
        )}
      </FormPart>
    </FormShell>
  );
}

function certificateStanding({
  clientCertificate,
}: EstateItem<'key-providers'>): string {
  return clientCertificate === null
    ? say(
        'vcenter-update-provider-client-certificate.no-client-certificate-yet',
      )
    : say('vcenter-update-provider-client-certificate.certificate-until', {
        notAfter: clientCertificate.notAfter.slice(0, 10),
      });
}
