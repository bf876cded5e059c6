import {
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
} from '@patternfly/react-core';
import { FactText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { TermHelp } from './term-help.tsx';

export interface FieldFrameProps {
  id: string;
  label: string;
  /** One or two sentences below the control; always visible. */
  help?: ReactNode;
  /** What the vendor means by the label; shown when asked for. */
  term?: string | undefined;
  error?: string | undefined;
  /** A caution that does not stop a submit. */
  warning?: string | undefined;
  /** Why the control cannot be used; shown in the place of the help. */
  disabledReason?: string | undefined;
  isRequired?: boolean;
  labelInfo?: ReactNode;
  role?: 'radiogroup' | 'group';
  children: ReactNode;
  /** What belongs to the control but reads after its help: how fresh a list is, what was read out of a text. */
  after?: ReactNode;
}

/** Ids for `aria-describedby`: the help is read first, then what is wrong. */
export function describedBy(
  id: string,
  props: Pick<FieldFrameProps, 'help' | 'error' | 'warning' | 'disabledReason'>,
): string | undefined {
  const ids = [
    (props.disabledReason ?? props.help) === undefined ? '' : `${id}-help`,
    props.error === undefined && props.warning === undefined
      ? ''
      : `${id}-note`,
  ].filter((each) => each !== '');
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** Label, control, help and error: the one frame that every field stands in. */
export function FieldFrame(props: FieldFrameProps): ReactNode {
  const { id, label, error, warning, isRequired = false } = props;
  const help = props.disabledReason ?? props.help;
  return (
    <FormGroup
      label={label}
      fieldId={id}
      isRequired={isRequired}
      {...(props.labelInfo === undefined ? {} : { labelInfo: props.labelInfo })}
      {...(props.role === undefined ? {} : { role: props.role })}
    >
      {props.children}
      <FormHelperText>
        <HelperText>
          {(error ?? warning) !== undefined && (
            <HelperTextItem
              id={`${id}-note`}
              variant={error === undefined ? 'warning' : 'error'}
              screenReaderText=""
            >
              <FactText text={error ?? warning ?? ''} />
            </HelperTextItem>
          )}
          {(help ?? props.term) !== undefined && (
            <HelperTextItem>
              {help !== undefined && <span id={`${id}-help`}>{help} </span>}
              {props.term !== undefined && (
                <TermHelp id={id} label={label} text={props.term} />
              )}
            </HelperTextItem>
          )}
        </HelperText>
      </FormHelperText>
      {props.after}
    </FormGroup>
  );
}
