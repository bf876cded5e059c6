import { Button, type ButtonProps } from '@patternfly/react-core';
import { createLink } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';

type AnchorButtonProps = Omit<ButtonProps, 'component' | 'ref'> & {
  ref?: Ref<HTMLAnchorElement>;
};

function AnchorButton({ ref, ...props }: AnchorButtonProps): ReactNode {
  return (
    <Button {...props} component="a" innerRef={ref as Ref<HTMLButtonElement>} />
  ); // PatternFly types the ref of its anchor as a button's.
}

/** A button that goes to another page of the app. */
export const LinkButton = createLink(AnchorButton);
