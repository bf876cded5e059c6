import { OPERATIONS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';

import { FormPart } from '../../form/form-part.tsx';
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
        {say(
          'vcenter-register-expanded-token.neither-token-is-stored-both-stay-in',
        )}
      </Alert>
      <FormPart title={say('vcenter-register-expanded-token.the-two-tokens')}>
        <SecretField
          control={form.control}
          name="overflowToken"
          label={say('vcenter-register-expanded-token.overflow-token')}
          term={say('vcenter-register-expanded-token.overflow-token-term')}
          help={say(
            'vcenter-register-expanded-token.the-access-token-that-vcenter-refused',
          )}
          isMonospace
          isRequired
        />
        <TokenFacts token={overflow} which="overflow" />
        <SecretField
          control={form.control}
          name="expandedAccessToken"
          label={say('vcenter-register-expanded-token.expanded-access-token')}
          term={say(
            'vcenter-register-expanded-token.expanded-access-token-term',
          )}
          help={say(
            'vcenter-register-expanded-token.the-token-that-the-overflow-link-gave',
          )}
          isMonospace
          isRequired
        />
        <TokenFacts token={expanded} which="expanded" />
      </FormPart>
    </FormShell>
  );
}
