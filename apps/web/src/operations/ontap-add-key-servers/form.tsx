import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { EstateField } from '../../estate/estate-field.tsx';
import { useEstate } from '../../estate/use-estate.ts';
import type { ComboOption } from '../../form/combo-options.ts';
import { FormPart } from '../../form/form-part.tsx';
import { FormShell } from '../../form/form-shell.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { ExistingServers } from './existing-servers.tsx';
import { ServerRows } from './server-rows.tsx';
import { keyServersShape, type KeyServersValues } from './values.ts';

/** Pick the key manager, see what it holds, and add as many servers as it has room for. */
export function KeyServersForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<KeyServersValues>(
    keyServersShape,
    props,
  );
  const managers = useEstate(props.connectionId, 'key-managers');
  const keyManager = useWatch({ control: form.control, name: 'keyManager' });
  const chosen = managers.items.find((item) => item.id === keyManager);
  const existing = chosen?.servers ?? [];
  return (
    <FormShell {...shell}>
      <FormPart title={say('ontap-add-key-servers.which-key-manager')}>
        <EstateField
          control={form.control}
          name="keyManager"
          label={say('ontap-add-key-servers.key-manager')}
          term={say('ontap-add-key-servers.key-manager-term')}
          isRequired
          estate={managers}
          collection="key-managers"
          toOption={managerOption}
        />
        {chosen !== undefined && <ExistingServers manager={chosen} />}
      </FormPart>
      <FormPart title={say('ontap-add-key-servers.new-key-servers')}>
        <ServerRows
          form={form}
          existing={existing.map((each) => each.server)}
          room={MAX_PRIMARY_KEY_SERVERS - existing.length}
        />
      </FormPart>
    </FormShell>
  );
}

function managerOption(manager: EstateItem<'key-managers'>): ComboOption {
  const scope =
    manager.scope === 'cluster'
      ? say('ontap-add-key-servers.cluster-scope')
      : `SVM ${manager.svm ?? ''}`;
  const used = manager.servers.length;
  return {
    value: manager.id,
    label: manager.name,
    description: say('ontap-add-key-servers.of-key-servers-in-use', {
      scope,
      used,
      max: MAX_PRIMARY_KEY_SERVERS,
    }),
    ...(manager.kind === 'onboard'
      ? {
          disabledReason: say(
            'ontap-add-key-servers.an-onboard-key-manager-has-no-external',
          ),
        }
      : {}),
    ...(used >= MAX_PRIMARY_KEY_SERVERS
      ? {
          disabledReason: say(
            'ontap-add-key-servers.all-4-places-are-in-use-remove',
          ),
        }
      : {}),
  };
}
