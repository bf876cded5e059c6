import {
  pastedThumbprint,
  trustRequest,
  type CertificateProbe,
  type SystemKind,
} from '@keyward/contract';
import { Fingerprint, StatusLabel } from '@keyward/ui';
import { ClipboardCopy } from '@patternfly/react-core';
import { useMemo, useState, type ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { CertificatePanel } from '../../certificates/certificate-panel.tsx';
import { decodeCertificate } from '../../certificates/decode.ts';
import {
  refuseHiddenPrivateKey,
  refusePrivateKey,
} from '../../certificates/private-key-text.ts';
import { useDecoded } from '../../certificates/use-decoded.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { PemField } from '../../form/pem-field.tsx';
import { RadioField } from '../../form/radio-field.tsx';
import { TextField } from '../../form/text-field.tsx';
import { THUMBPRINT_ADVICE } from './thumbprint-advice.ts';

export interface Trusting {
  mode: 'pin' | 'ca';
  sha256: string;
  pem: string;
}

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
  mode: 'Trust',
  sha256: 'SHA-256 thumbprint',
  pem: 'CA certificates',
};

function fieldOf(pointer: string): string | null {
  return FIELDS[pointer] ?? null;
}

export function trustBody(values: Trusting) {
  return values.mode === 'pin'
    ? { mode: 'pin' as const, sha256: values.sha256 }
    : { mode: 'ca' as const, pem: values.pem };
}

/** Why this target is believed: exactly this certificate, or whatever a certificate authority signs for its name. */
export function TrustForm({
  kind,
  probe,
  problem,
  onSubmit,
}: TrustFormProps): ReactNode {
  const [now] = useState(() => new Date());
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
  const [mode, typed, pem] = useWatch({
    control: form.control,
    name: ['mode', 'sha256', 'pem'],
  });
  const decoded = useDecoded(mode === 'ca' ? pem : '', decodeCertificate);
  const advice = THUMBPRINT_ADVICE[kind];
  return (
    <FormShell
      form={form}
      label="Trust"
      pending={false}
      error={problem}
      root="/trust"
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? 'Trust'}
      submitLabel="Trust and go on"
      pendingLabel="Going on"
      onSubmit={onSubmit}
      guardsUnsaved={false}
      disabledReason={
        mode === 'pin' && isOther(typed, probe.sha256)
          ? 'Not while the two differ.'
          : undefined
      }
    >
      <RadioField
        control={form.control}
        name="mode"
        label="How it is trusted"
        isRequired
        choices={[
          {
            value: 'pin',
            label: 'Exactly this certificate',
            description:
              'By its thumbprint. A renewed certificate has to be trusted again.',
          },
          {
            value: 'ca',
            label: 'A certificate authority',
            description:
              'Any certificate that this authority signs for the host’s name.',
          },
        ]}
      />
      {mode === 'pin' ? (
        <>
          <TextField
            control={form.control}
            name="sha256"
            label="SHA-256 thumbprint"
            help="Bring it from the target itself, not from this page: with colons or without, any case."
            isRequired
            isMonospace
          />
          <ThumbprintMatch typed={typed} shown={probe.sha256} />
          <div className="kw-aside">
            <p className="kw-fine-print">{advice.where}</p>
            <ClipboardCopy
              isReadOnly
              isCode
              hoverTip="Copy the command"
              clickTip="Copied"
              textAriaLabel="Command that prints the thumbprint"
            >
              {advice.command}
            </ClipboardCopy>
          </div>
        </>
      ) : (
        <PemField
          control={form.control}
          name="pem"
          label="CA certificates"
          help="PEM: the issuing authority and its root."
          isRequired
          refuse={refusePrivateKey}
          refuseLater={refuseHiddenPrivateKey}
        >
          <CertificatePanel
            decoded={decoded}
            title="First certificate of the bundle"
            purpose="ca"
            now={now}
          />
        </PemField>
      )}
    </FormShell>
  );
}

/** A whole thumbprint that is not the one shown. */
function isOther(typed: string, shown: string): boolean {
  const read = pastedThumbprint.safeParse(typed);
  return read.success && read.data !== shown;
}

/** Compares once the whole thumbprint is there; shows the target's own only when the two differ. */
function ThumbprintMatch({
  typed,
  shown,
}: {
  typed: string;
  shown: string;
}): ReactNode {
  const read = pastedThumbprint.safeParse(typed);
  if (!read.success) return null;
  if (read.data === shown) {
    return (
      <p role="status">
        <StatusLabel tone="good">The target shows this certificate</StatusLabel>
      </p>
    );
  }
  return (
    <div role="alert">
      <StatusLabel tone="bad">The target shows another certificate</StatusLabel>{' '}
      Do not trust it before you know why. It showed{' '}
      <Fingerprint sha256={shown} />
    </div>
  );
}
