import { say } from '@keyward/messages';
import { useState, type ReactNode, useMemo } from 'react';
import {
  useController,
  type Control,
  type FieldPath,
  type FieldValues,
} from 'react-hook-form';

import { Workbench } from '../certificates/workbench/workbench.tsx';

interface CaBundleFilesProps<V extends FieldValues> {
  control: Control<V>;
  name: FieldPath<V>;
}

/** CA certificates as files of any kind, written into the field below as one PEM text. */
export function CaBundleFiles<V extends FieldValues>({
  control,
  name,
}: CaBundleFilesProps<V>): ReactNode {
  const { field } = useController({ control, name });
  const [now] = useState(() => new Date());
  const purpose = useMemo(() => ({ slot: 'ca' as const, now }), [now]);
  return (
    <Workbench
      title={say('target-trust.ca-certificate-files')}
      invitation={say('target-trust.drop-the-certificates-of-the-ca-as')}
      purpose={purpose}
      useLabel={say('target-trust.use-these-certificates')}
      onUse={({ certificatePem }) => {
        field.onChange(certificatePem);
        return say('target-trust.the-certificates-are-in-the-field-below');
      }}
    />
  );
}
