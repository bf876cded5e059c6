import { isImmediate, operationContract, ruleLines } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useWatch, type UseFormReturn } from 'react-hook-form';

import { RuleEditor } from './rule-editor.tsx';
import { ruleInput, type PolicyValues } from './values.ts';

/** Every operation with its own rule, or with the words of the rule that its risk gives it. */
export function OperationRules({
  form,
}: {
  form: UseFormReturn<PolicyValues>;
}): ReactNode {
  const [operations, high, standard] = useWatch({
    control: form.control,
    name: ['operations', 'high', 'standard'],
  });
  const setOwn = (index: number, hasOwn: boolean): void => {
    form.setValue(`operations.${index}.hasOwn`, hasOwn, { shouldDirty: true });
  };
  return operations.map(({ operation, hasOwn }, index) => {
    const { title, risk } = operationContract(operation);
    const note =
      risk === 'high' ? say('console-update-policy.high-risk') : undefined;
    if (hasOwn) {
      return (
        <RuleEditor
          key={operation}
          control={form.control}
          path={`operations.${index}.rule`}
          title={title}
          note={note}
          isImmediate={isImmediate(operation)}
          action={
            !isImmediate(operation) && (
              <Button
                variant="link"
                isInline
                aria-label={say(
                  'console-update-policy.no-rule-of-its-own-for',
                  { title },
                )}
                onClick={() => {
                  setOwn(index, false);
                }}
              >
                {say('console-update-policy.no-rule-of-its-own')}
              </Button>
            )
          }
        />
      );
    }
    const general = ruleInput(risk === 'high' ? high : standard);
    return (
      <div key={operation} className="kw-rule">
        <div className="kw-rule-head">
          <div>
            <span className="kw-check-title">{title}</span>
            {note !== undefined && <span className="kw-subtle"> {note}</span>}
            <div className="kw-rule-words kw-subtle">
              {risk === 'high'
                ? say('console-update-policy.as-every-high-risk-operation', {
                    ruleLines: sayList(ruleLines(general)),
                  })
                : say('console-update-policy.as-every-other-operation', {
                    ruleLines: sayList(ruleLines(general)),
                  })}
            </div>
          </div>
          <Button
            variant="link"
            isInline
            aria-label={say(
              'console-update-policy.give-operation-its-own-rule',
              {
                title,
              },
            )}
            onClick={() => {
              setOwn(index, true);
            }}
          >
            {say('console-update-policy.give-it-its-own-rule')}
          </Button>
        </div>
      </div>
    );
  });
}
