import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { EstateField } from '../../estate/estate-field.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import { FormShell } from '../../form/form-shell.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { PresentCsr } from './present-csr.tsx';
import { generateCsrShape, type GenerateCsrValues } from './values.ts';

/** Pick the provider and see what a new CSR overwrites; the key is vCenter's own affair. */
export function GenerateCsrForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<GenerateCsrValues>(
    generateCsrShape,
    props,
  );
  const clusters = useEstate(props.connectionId, 'trust-authority-clusters');
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
      <EstateField
        control={form.control}
        name="trustAuthorityCluster"
        label="Trust Authority cluster"
        isRequired
        estate={clusters}
        collection="trust-authority-clusters"
        toOption={(item) => ({
          value: item.id,
          label: item.name,
          description: `${item.id} · ${item.state.toLowerCase()}`,
        })}
      />
      <EstateField
        control={form.control}
        name="provider"
        label="Key provider"
        help="vCenter makes a key and the signing request to it; the key never leaves vCenter."
        isRequired
        estate={providers}
        collection="key-providers"
        only={(item) =>
          cluster === '' || item.trustAuthorityCluster === cluster
        }
        toOption={(item) => ({
          value: item.provider,
          label: item.name,
          description: `${item.trustAuthorityCluster} · ${item.csr === null ? 'no CSR yet' : 'has a CSR'}`,
        })}
      />
      {chosen !== undefined && <PresentCsr provider={chosen} />}
    </FormShell>
  );
}
