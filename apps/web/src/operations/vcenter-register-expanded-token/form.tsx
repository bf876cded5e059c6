import { OPERATIONS } from '@keyward/contract';
import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import type { OperationFormProps } from '../operation-view.ts';
import { useOperationForm } from '../use-operation-form.ts';
import { TokenFacts } from './token-facts.tsx';
import { expandedTokenShape, type ExpandedTokenValues } from './values.ts';

/** Two tokens that belong together. The call is made as the overflow token's owner, never with the connection's account. */
export function ExpandedTokenForm(props: OperationFormProps): ReactNode {
  const { form, shell } = useOperationForm<ExpandedTokenValues>(
    expandedTokenShape,
    props,
  );
  const [overflow, expanded] = useWatch({
    control: form.control,
    name: ['overflowToken', 'expandedAccessToken'],
  });
  return (
    <FormShell {...shell}>
      <Alert
        variant="info"
        isInline
        component="p"
        title={OPERATIONS['vcenter.register-expanded-token'].caution}
      >
        Neither token is stored: both stay in memory for the one call.
      </Alert>
      <SecretField
        control={form.control}
        name="overflowToken"
        label="Overflow token"
        help="The access token that vCenter refused because it carries an overflow claim. The call is authenticated with it."
        isMonospace
        isRequired
      />
      <TokenFacts token={overflow} which="overflow" />
      <SecretField
        control={form.control}
        name="expandedAccessToken"
        label="Expanded access token"
        help="The token that the overflow link gave. Without it vCenter would store nothing, so Keyward asks for it."
        isMonospace
        isRequired
      />
      <TokenFacts token={expanded} which="expanded" />
    </FormShell>
  );
}
