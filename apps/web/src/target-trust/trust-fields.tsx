import { pastedThumbprint, type SystemKind } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { fingerprintPairs, StatusLabel } from '@keyward/ui';
import { ClipboardCopy } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import {
  useWatch,
  type Control,
  type FieldPath,
  type FieldValues,
} from 'react-hook-form';

import { CertificatePanel } from '../certificates/certificate-panel.tsx';
import { decodeCertificate } from '../certificates/decode.ts';
import {
  refuseHiddenPrivateKey,
  refusePrivateKey,
} from '../certificates/private-key-text.ts';
import { useDecoded } from '../certificates/use-decoded.ts';
import { textOf } from '../form/field-props.ts';
import { PemField } from '../form/pem-field.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { CaBundleFiles } from './ca-bundle-files.tsx';
import { THUMBPRINT_ADVICE } from './thumbprint-advice.ts';

interface TrustFieldsProps<V extends FieldValues> {
  control: Control<V>;
  names: Record<'mode' | 'sha256' | 'pem', FieldPath<V>>;
  kind: SystemKind;
  /** Thumbprint that the target showed; null before it was asked. */
  shown: string | null;
}

/** Why a target is believed: exactly this certificate, or whatever a certificate authority signs for its name. */
export function TrustFields<V extends FieldValues>({
  control,
  names,
  kind,
  shown,
}: TrustFieldsProps<V>): ReactNode {
  const [now] = useState(() => new Date());
  const [mode, typed, pem] = useWatch({
    control,
    name: [names.mode, names.sha256, names.pem],
  }).map(textOf);
  const decoded = useDecoded(
    mode === 'ca' ? (pem ?? '') : '',
    decodeCertificate,
  );
  const advice = THUMBPRINT_ADVICE[kind];
  return (
    <>
      <RadioField
        control={control}
        name={names.mode}
        label={say('target-trust.how-it-is-trusted')}
        isRequired
        choices={[
          {
            value: 'pin',
            label: say('target-trust.exactly-this-certificate'),
            description: say(
              'target-trust.by-its-fingerprint-a-renewed-certificate-has',
            ),
          },
          {
            value: 'ca',
            label: say('target-trust.a-certificate-authority'),
            description: say(
              'target-trust.any-certificate-that-this-authority-signs',
            ),
          },
        ]}
      />
      {mode === 'pin' ? (
        <>
          <TextField
            control={control}
            name={names.sha256}
            label={say('target-trust.sha-256-fingerprint')}
            help={say('target-trust.bring-it-from-the-target-itself-not')}
            isRequired
            isMonospace
          />
          {shown !== null && (
            <ThumbprintMatch typed={typed ?? ''} shown={shown} />
          )}
          <div className="kw-aside">
            <p className="kw-fine-print">{advice.where}</p>
            <ClipboardCopy
              isReadOnly
              isCode
              hoverTip={say('target-trust.copy-the-command')}
              clickTip={say('target-trust.copied')}
              textAriaLabel={say(
                'target-trust.command-that-prints-the-fingerprint',
              )}
            >
              {advice.command}
            </ClipboardCopy>
          </div>
        </>
      ) : (
        <>
          <CaBundleFiles control={control} name={names.pem} />
          <PemField
            control={control}
            name={names.pem}
            label={say('target-trust.ca-certificates')}
            help={say('target-trust.pem-the-issuing-authority-and-its-root')}
            isRequired
            refuse={refusePrivateKey}
            refuseLater={refuseHiddenPrivateKey}
          >
            <CertificatePanel
              decoded={decoded}
              title={say('target-trust.first-certificate-of-the-bundle')}
              purpose="ca"
              now={now}
            />
          </PemField>
        </>
      )}
    </>
  );
}

/** A whole thumbprint that is not the one shown. */
export function isOtherThumbprint(typed: string, shown: string): boolean {
  const read = pastedThumbprint.safeParse(typed);
  return read.success && read.data !== shown;
}

/** Enough to look for it elsewhere, too little to paste it into the field. */
function endsOf(sha256: string): string {
  const pairs = fingerprintPairs(sha256);
  return `${pairs.slice(0, 4).join(':')} … ${pairs.slice(-4).join(':')}`;
}

/** Compares once the whole thumbprint is there; never shows the target's own in full, so that nobody takes it from here. */
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
        <StatusLabel tone="good">
          {say('target-trust.the-target-shows-this-certificate')}
        </StatusLabel>
      </p>
    );
  }
  return (
    <div role="alert">
      <Say
        id="target-trust.the-target-shows-another-certificate-do-not"
        values={{
          statusLabel: (children) => (
            <StatusLabel tone="bad">{children}</StatusLabel>
          ),
          code: <code>{endsOf(shown)}</code>,
        }}
      />
    </div>
  );
}
