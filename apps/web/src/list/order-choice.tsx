import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { ChoiceFilter, type Choice } from './choice-filter.tsx';

interface OrderChoiceProps {
  /** The first one is in force when the address says nothing. */
  orders: readonly [Choice, ...Choice[]];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** In which order a list is shown. */
export function OrderChoice({
  orders,
  value,
  onChange,
}: OrderChoiceProps): ReactNode {
  const [usual] = orders;
  return (
    <ChoiceFilter
      label={say('list.order')}
      choices={orders}
      isSingle
      value={value ?? usual.value}
      onChange={(picked) => {
        onChange(picked === usual.value ? undefined : picked);
      }}
    />
  );
}
