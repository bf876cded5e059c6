import { say } from '@keyward/messages';
import { Alert as LibraryAlert, type AlertProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const LABELS = {
  custom: say('ui.alert-custom'),
  danger: say('ui.alert-danger'),
  info: say('ui.alert-info'),
  success: say('ui.alert-success'),
  warning: say('ui.alert-warning'),
} as const;

/** The library's alert; what a screen reader hears first comes out of the catalogue. */
export function Alert({ variant = 'custom', ...props }: AlertProps): ReactNode {
  return (
    <LibraryAlert variant={variant} variantLabel={LABELS[variant]} {...props} />
  );
}
