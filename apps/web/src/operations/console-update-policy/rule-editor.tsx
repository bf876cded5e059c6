import { hoursWords, minutesWords, ruleLines } from '@keyward/contract';
import { say, sayList } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';
import {
  useFormState,
  useWatch,
  type Control,
  type FieldPath,
} from 'react-hook-form';

import { NumberField } from '../../form/number-field.tsx';
import { ruleInput, type PolicyValues, type RuleValues } from './values.ts';

/** Where a rule is in the values. */
type RulePath =
  'high' | 'standard' | `operations.${number}.rule` | `targets.${number}.rule`;

interface RuleEditorProps {
  control: Control<PolicyValues>;
  path: RulePath;
  title: string;
  note?: string | undefined;
  /** Open from the start: a rule that has just been added. */
  startsOpen?: boolean;
  /** Runs at once by its nature, so there are no approvals to ask for. */
  isImmediate?: boolean;
  /** Fields or buttons that belong to this rule alone. */
  before?: ReactNode;
  action?: ReactNode;
}

function inWords(values: RuleValues): string {
  const rule = ruleInput(values);
  return Object.values(rule).some((each) => Number.isNaN(each))
    ? say('console-update-policy.not-complete-yet')
    : sayList(ruleLines(rule));
}

function wordsFor(text: string, words: (count: number) => string): string {
  const count = Number(text);
  return text.trim() === '' || !Number.isInteger(count) || count < 0
    ? say('console-update-policy.a-whole-number')
    : words(count);
}

/** One rule as a sentence that opens to its four numbers. A rule with an error is open. */
export function RuleEditor(props: RuleEditorProps): ReactNode {
  const { control, path, title } = props;
  const [isOpen, setOpen] = useState(props.startsOpen === true);
  const id = useId();
  const values = useWatch({ control, name: path });
  const { errors } = useFormState({ control, name: path });
  const hasError = path
    .split('.')
    .reduce<unknown>(
      (node, key) =>
        typeof node === 'object' && node !== null
          ? Object.entries(node).find(([name]) => name === key)?.[1]
          : undefined,
      errors,
    );
  const isShown = isOpen || hasError !== undefined;
  const field = (name: keyof RuleValues): FieldPath<PolicyValues> =>
    `${path}.${name}` as const;
  return (
    <div className="kw-rule" role="group" aria-labelledby={`${id}-title`}>
      <div className="kw-rule-head">
        <div>
          <span className="kw-check-title" id={`${id}-title`}>
            {title}
          </span>
          {props.note !== undefined && (
            <span className="kw-subtle"> {props.note}</span>
          )}
          <div className="kw-rule-words">{inWords(values)}</div>
        </div>
        <span className="kw-buttons">
          <Button
            variant="link"
            isInline
            aria-expanded={isShown}
            aria-describedby={`${id}-title`}
            onClick={() => {
              setOpen(!isShown);
            }}
          >
            {isShown
              ? say('console-update-policy.close')
              : say('console-update-policy.edit')}
          </Button>
          {props.action}
        </span>
      </div>
      {isShown && (
        <div className="kw-rule-fields">
          {props.before}
          {props.isImmediate !== true && (
            <NumberField
              control={control}
              name={field('approvals')}
              label={say('console-update-policy.approvals')}
              help={say(
                'console-update-policy.other-people-than-the-requester',
              )}
              isRequired
            />
          )}
          <NumberField
            control={control}
            name={field('windowHours')}
            label={say('console-update-policy.decided-within-hours')}
            help={wordsFor(values.windowHours, hoursWords)}
            isRequired
          />
          <NumberField
            control={control}
            name={field('coolOffMinutes')}
            label={say('console-update-policy.cool-off-minutes')}
            help={wordsFor(values.coolOffMinutes, minutesWords)}
            isRequired
          />
          <NumberField
            control={control}
            name={field('maxExpiryHours')}
            label={say('console-update-policy.longest-life-hours')}
            help={wordsFor(values.maxExpiryHours, hoursWords)}
            isRequired
          />
        </div>
      )}
    </div>
  );
}
