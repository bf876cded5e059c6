import { say } from '@keyward/messages';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { useEstate } from '../../estate/use-estate.ts';
import { FormPart } from '../../form/form-part.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { TrustAuthorityProviderFields } from '../trust-authority-provider.tsx';
import { useOperationForm } from '../use-operation-form.ts';
import { PresentCsr } from './present-csr.tsx';
import { generateCsrShape, type GenerateCsrValues } from './values.ts';

/** Pick the provider and see what a new CSR overwrites; the key is vCenter's own affair. */
export function GenerateCsrForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<GenerateCsrValues>(
    generateCsrShape,
    props,
  );
  const providers = useEstate(props.connectionId, 'key-providers');
  const [cluster, provider] = useWatch({
    control: form.control,
    name: ['trustAuthorityCluster', 'provider'],
  });
  const chosen = providers.items.find(
    (item) =>
      item.provider === provider && item.trustAuthorityCluster === cluster,
  );
  return (
    <FormShell {...shell}>
      <FormPart title={say('vcenter-generate-provider-csr.which-key-provider')}>
        <TrustAuthorityProviderFields
          control={form.control}
          connectionId={props.connectionId}
          names={{ cluster: 'trustAuthorityCluster', provider: 'provider' }}
          cluster={cluster}
          providers={providers}
          help={say(
            'vcenter-generate-provider-csr.vcenter-makes-a-key-and-the-signing',
          )}
          standing={({ csr }) =>
            csr === null
              ? say('vcenter-generate-provider-csr.no-csr-yet')
              : say('vcenter-generate-provider-csr.has-a-csr')
          }
        />
        {chosen !== undefined && <PresentCsr provider={chosen} />}
      </FormPart>
    </FormShell>
  );
}
