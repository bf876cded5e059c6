import type { EstateItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { type KeyFact, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';

import { EstateField } from '../estate/estate-field.tsx';
import { type Estate, useEstate } from '../estate/use-estate.ts';

interface TrustAuthorityProviderProps<V extends FieldValues> {
  control: Control<V>;
  connectionId: string;
  names: { cluster: FieldPath<V>; provider: FieldPath<V> };
  /** What is chosen in the field of the cluster; it narrows the providers. */
  cluster: string;
  providers: Estate<'key-providers'>;
  help: string;
  /** What is said of a provider beside its cluster. */
  standing: (item: EstateItem<'key-providers'>) => string;
}

/** Which key provider of which Trust Authority cluster: two fields of every operation on a provider. */
export function TrustAuthorityProviderFields<V extends FieldValues>({
  control,
  connectionId,
  names,
  cluster,
  providers,
  help,
  standing,
}: TrustAuthorityProviderProps<V>): ReactNode {
  const clusters = useEstate(connectionId, 'trust-authority-clusters');
  return (
    <>
      <EstateField
        control={control}
        name={names.cluster}
        label={say('operations.trust-authority-cluster')}
        term={say('operations.trust-authority-cluster-term')}
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
        control={control}
        name={names.provider}
        label={say('operations.key-provider')}
        term={say('operations.key-provider-term')}
        help={help}
        isRequired
        estate={providers}
        collection="key-providers"
        only={(item) =>
          cluster === '' || item.trustAuthorityCluster === cluster
        }
        toOption={(item) => ({
          value: item.provider,
          label: item.name,
          description: `${item.trustAuthorityCluster} · ${standing(item)}`,
        })}
      />
    </>
  );
}

/** The provider of a submitted change, for its review. */
export function trustAuthorityProviderFact({
  provider,
  trustAuthorityCluster,
}: {
  provider: string;
  trustAuthorityCluster: string;
}): KeyFact {
  return {
    term: say('operations.key-provider'),
    value: (
      <>
        <Say
          id="operations.of"
          values={{
            provider: (
              <code>
                <VisibleText text={provider} />
              </code>
            ),
            cluster: (
              <code>
                <VisibleText text={trustAuthorityCluster} />
              </code>
            ),
          }}
        />
      </>
    ),
  };
}
