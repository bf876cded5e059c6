import {
  TARGET_OPERATION_IDS,
  operationContract,
  type Connection,
  type ConnectionSummary,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import type { ReactNode } from 'react';
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form';

import { SelectField } from '../../form/select-field.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { PolicyValues } from './values.ts';

interface TargetRulesProps {
  form: UseFormReturn<PolicyValues>;
  connections: readonly (Connection | ConnectionSummary)[];
}

const CHOOSE = { value: '', label: say('console-update-policy.choose') };
const EVERY = {
  value: '',
  label: say('console-update-policy.every-operation-on-it'),
};

/** Rules that count on one connection only, before every other rule. */
export function TargetRules({
  form,
  connections,
}: TargetRulesProps): ReactNode {
  const { fields, append, remove } = useFieldArray({
    control: form.control,
    name: 'targets',
  });
  const targets = useWatch({ control: form.control, name: 'targets' });
  const kindOf = (id: string) =>
    connections.find((each) => each.id === id)?.kind;
  const titleOf = (index: number): string => {
    const id = targets[index]?.connectionId ?? '';
    return (
      connections.find((each) => each.id === id)?.name ??
      say('console-update-policy.new-target-rule')
    );
  };
  return (
    <>
      {fields.map((field, index) => (
        <RuleEditor
          key={field.id}
          control={form.control}
          path={`targets.${index}.rule`}
          title={titleOf(index)}
          note={operationNote(targets[index]?.operation ?? '')}
          startsOpen={field.connectionId === ''}
          before={
            <>
              <SelectField
                control={form.control}
                name={`targets.${index}.connectionId`}
                label={say('console-update-policy.connection')}
                isRequired
                choices={[
                  CHOOSE,
                  ...connections.map(({ id, name }) => ({
                    value: id,
                    label: name,
                  })),
                ]}
              />
              <SelectField
                control={form.control}
                name={`targets.${index}.operation`}
                label={say('console-update-policy.operation')}
                choices={[
                  EVERY,
                  ...operationsOn(kindOf(targets[index]?.connectionId ?? '')),
                ]}
              />
            </>
          }
          action={
            <Button
              variant="link"
              isInline
              isDanger
              aria-label={say('console-update-policy.remove-the-rule-for', {
                titleOf: titleOf(index),
              })}
              onClick={() => {
                remove(index);
              }}
            >
              {say('console-update-policy.remove')}
            </Button>
          }
        />
      ))}
      <Button
        variant="link"
        isInline
        icon={<PlusCircleIcon />}
        onClick={() => {
          append({
            connectionId: '',
            operation: '',
            rule: form.getValues('high'),
          });
        }}
      >
        {say('console-update-policy.add-a-rule-for-one-connection')}
      </Button>
    </>
  );
}

function operationNote(operation: string): string {
  const known = TARGET_OPERATION_IDS.find((id) => id === operation);
  return known === undefined
    ? say('console-update-policy.every-operation-on-it-inline')
    : operationContract(known).title;
}

/** The operations that a kind of system can have at all. */
function operationsOn(kind: Connection['kind'] | undefined) {
  return TARGET_OPERATION_IDS.filter((id) => {
    const contract = operationContract(id);
    return contract.target === 'connection' && contract.system === kind;
  }).map((id) => ({ value: id, label: operationContract(id).title }));
}
