import { probeRequest, type SystemKind } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { NumberField, numberOf } from '../../form/number-field.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import { TextField } from '../../form/text-field.tsx';

export interface Address {
  kind: SystemKind;
  host: string;
  port: string;
}

interface AddressFormProps {
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (address: Address) => void;
}

const NAMES: Readonly<Record<string, string>> = {
  kind: say('connections.kind'),
  host: say('connections.host'),
  port: say('connections.port'),
};

function fieldOf(pointer: string): string | null {
  const name = pointer.slice(1);
  return name in NAMES ? name : null;
}

export function addressBody(values: Address) {
  return {
    kind: values.kind,
    host: values.host.trim(),
    port: numberOf(values.port) ?? Number.NaN,
  };
}

/** Where the target is. Nothing but a TLS greeting is sent there until its certificate is trusted. */
export function AddressForm({
  pending,
  problem,
  onSubmit,
}: AddressFormProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Address>(problem?.fieldErrors, '', fieldOf),
    [problem],
  );
  const form = useForm<Address>({
    resolver: contractResolver(probeRequest, addressBody, fieldOf),
    defaultValues: { kind: 'vcenter', host: '', port: '443' },
    errors,
  });
  return (
    <FormShell
      form={form}
      label={say('connections.address')}
      pending={pending}
      error={problem}
      root=""
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? say('connections.address')}
      submitLabel={say('connections.read-its-certificate')}
      pendingLabel={say('connections.reading-the-certificate')}
      onSubmit={onSubmit}
      guardsUnsaved={false}
    >
      <RadioField
        control={form.control}
        name="kind"
        label={say('connections.kind')}
        isRequired
        choices={[
          {
            value: 'vcenter',
            label: say('connections.vcenter-server'),
            description: say('connections.trusted-clusters-trust-authority-or'),
          },
          {
            value: 'esx',
            label: say('connections.esx-host'),
            description: say('connections.native-key-providers-of-one-host'),
          },
          {
            value: 'ontap',
            label: say('connections.netapp-ontap'),
            description: say(
              'connections.key-managers-and-key-servers-use-the',
            ),
          },
        ]}
      />
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="host"
          label={say('connections.host')}
          placeholder={say('connections.vc-01-example-com')}
          isRequired
          isMonospace
        />
        <NumberField
          control={form.control}
          name="port"
          label={say('connections.port')}
          isRequired
        />
      </div>
    </FormShell>
  );
}
