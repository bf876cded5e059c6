import type { EstateItem } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { EstateField } from '../../estate/estate-field.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import { ComboField } from '../../form/combo-field.tsx';
import type { ComboOption } from '../../form/combo-options.ts';
import { FormPart } from '../../form/form-part.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { ClusterInUse } from './cluster-in-use.tsx';
import { clusterServiceShape, type ClusterServiceValues } from './values.ts';

/** Pick the cluster, then the service itself or the Trust Authority cluster whose services it shall use. */
export function ClusterServiceForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<ClusterServiceValues>(
    clusterServiceShape,
    props,
  );
  const clusters = useEstate(props.connectionId, 'trusted-clusters');
  const services = useEstate(props.connectionId, 'key-provider-services');
  const [cluster, sourceType] = useWatch({
    control: form.control,
    name: ['cluster', 'sourceType'],
  });
  const chosen = clusters.items.find((item) => item.id === cluster);
  return (
    <FormShell {...shell}>
      <FormPart
        title={say('vcenter-configure-cluster-kms-service.which-cluster')}
      >
        <EstateField
          control={form.control}
          name="cluster"
          label={say('vcenter-configure-cluster-kms-service.trusted-cluster')}
          term={say(
            'vcenter-configure-cluster-kms-service.trusted-cluster-term',
          )}
          help={say(
            'vcenter-configure-cluster-kms-service.the-cluster-whose-hosts-shall-take-keys',
          )}
          isRequired
          estate={clusters}
          collection="trusted-clusters"
          toOption={clusterOption}
        />
        {chosen !== undefined && <ClusterInUse cluster={chosen} />}
      </FormPart>
      <FormPart
        title={say(
          'vcenter-configure-cluster-kms-service.where-its-keys-come-from',
        )}
      >
        <RadioField
          control={form.control}
          name="sourceType"
          label={say('vcenter-configure-cluster-kms-service.source')}
          term={say('vcenter-configure-cluster-kms-service.source-term')}
          isRequired
          choices={[
            {
              value: 'SERVICE',
              label: say(
                'vcenter-configure-cluster-kms-service.one-key-provider-service',
              ),
              description: say(
                'vcenter-configure-cluster-kms-service.exactly-the-service-you-name',
              ),
            },
            {
              value: 'CLUSTER',
              label: say(
                'vcenter-configure-cluster-kms-service.a-trust-authority-cluster',
              ),
              description: say(
                'vcenter-configure-cluster-kms-service.a-registered-service-of-that-cluster-vcenter',
              ),
            },
          ]}
        />
        {sourceType === 'SERVICE' ? (
          <EstateField
            key="service"
            control={form.control}
            name="service"
            label={say(
              'vcenter-configure-cluster-kms-service.key-provider-service',
            )}
            term={say(
              'vcenter-configure-cluster-kms-service.key-provider-service-term',
            )}
            isRequired
            estate={services}
            collection="key-provider-services"
            toOption={(service) => serviceOption(service, chosen)}
          />
        ) : (
          <ComboField
            key="trust-authority-cluster"
            control={form.control}
            name="trustAuthorityCluster"
            label={say(
              'vcenter-configure-cluster-kms-service.trust-authority-cluster',
            )}
            term={say(
              'vcenter-configure-cluster-kms-service.trust-authority-cluster-term',
            )}
            help={say(
              'vcenter-configure-cluster-kms-service.it-is-managed-by-another-vcenter-the',
            )}
            isRequired
            options={authorityOptions(services.items)}
          />
        )}
      </FormPart>
    </FormShell>
  );
}

function clusterOption(cluster: EstateItem<'trusted-clusters'>): ComboOption {
  const count = cluster.services.length;
  return {
    value: cluster.id,
    label: cluster.name,
    description: `${cluster.id} · ${count === 0 ? say('vcenter-configure-cluster-kms-service.uses-no-service-yet') : say('vcenter-configure-cluster-kms-service.uses-services', { count })}`,
  };
}

function serviceOption(
  service: EstateItem<'key-provider-services'>,
  cluster: EstateItem<'trusted-clusters'> | undefined,
): ComboOption {
  const isUsed =
    cluster?.services.some((each) => each.service === service.id) ?? false;
  return {
    value: service.id,
    label: service.name,
    description: say('vcenter-configure-cluster-kms-service.group', {
      hostname: service.address.hostname,
      port: service.address.port,
      group: service.group,
      trustAuthorityCluster: service.trustAuthorityCluster,
    }),
    ...(isUsed
      ? {
          disabledReason: say(
            'vcenter-configure-cluster-kms-service.this-cluster-already-uses-it',
          ),
        }
      : {}),
  };
}

function authorityOptions(
  services: readonly EstateItem<'key-provider-services'>[],
): ComboOption[] {
  const named = Map.groupBy(
    services,
    (service) => service.trustAuthorityCluster,
  );
  return [...named].map(([id, of]) => ({
    value: id,
    label: id,
    description: say('vcenter-configure-cluster-kms-service.services', {
      of: sayList(of.map((service) => service.name)),
    }),
  }));
}
