import { Button, Tooltip, type ButtonProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface ReasonedButtonProps extends Omit<
  ButtonProps,
  'isDisabled' | 'isAriaDisabled'
> {
  /** Why the button cannot be used now; null when it can. */
  disabledReason: string | null;
}

/** A button that, when it cannot be used, stays reachable with the keyboard and says why. */
export function ReasonedButton({
  disabledReason,
  ...props
}: ReasonedButtonProps): ReactNode {
  if (disabledReason === null) return <Button {...props} />;
  return (
    <Tooltip content={disabledReason} aria="describedby">
      <Button {...props} isAriaDisabled />
    </Tooltip>
  );
}
