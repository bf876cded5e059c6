import {
  trustRequest,
  type CertificateProbe,
  type SystemKind,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { useMemo, type ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import {
  isOtherThumbprint,
  TrustFields,
} from '../../target-trust/trust-fields.tsx';
import { trustBody, type Trusting } from './trust-body.ts';

interface TrustFormProps {
  kind: SystemKind;
  probe: CertificateProbe;
  problem: AnyProblem | null;
  onSubmit: (trusting: Trusting) => void;
}

const FIELDS: Readonly<Record<string, keyof Trusting>> = {
  '/mode': 'mode',
  '/sha256': 'sha256',
  '/pem': 'pem',
};
const NAMES: Readonly<Record<string, string>> = {
  mode: say('connections.trust'),
  sha256: say('connections.sha-256-fingerprint'),
  pem: say('connections.ca-certificates'),
};

function fieldOf(pointer: string): string | null {
  return FIELDS[pointer] ?? null;
}

/** The trust of a new connection, beside the certificate that its target showed. */
export function TrustForm({
  kind,
  probe,
  problem,
  onSubmit,
}: TrustFormProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Trusting>(problem?.fieldErrors, '/trust', fieldOf),
    [problem],
  );
  const form = useForm<Trusting>({
    resolver: contractResolver(trustRequest, trustBody, fieldOf),
    defaultValues: {
      mode: probe.selfSigned ? 'pin' : 'ca',
      sha256: '',
      pem: '',
    },
    errors,
  });
  const [mode, typed] = useWatch({
    control: form.control,
    name: ['mode', 'sha256'],
  });
  return (
    <FormShell
      form={form}
      label={say('connections.trust')}
      pending={false}
      error={problem}
      root="/trust"
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? say('connections.trust')}
      submitLabel={say('connections.trust-and-go-on')}
      pendingLabel={say('connections.going-on')}
      onSubmit={onSubmit}
      guardsUnsaved={false}
      disabledReason={
        mode === 'pin' && isOtherThumbprint(typed, probe.sha256)
          ? say('connections.not-while-the-two-differ')
          : undefined
      }
    >
      <TrustFields
        control={form.control}
        names={{ mode: 'mode', sha256: 'sha256', pem: 'pem' }}
        kind={kind}
        shown={probe.sha256}
      />
    </FormShell>
  );
}
