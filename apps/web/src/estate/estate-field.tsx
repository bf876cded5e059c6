import type { Collection, EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';

import { ComboField } from '../form/combo-field.tsx';
import type { ComboOption } from '../form/combo-options.ts';
import type { FieldProps } from '../form/field-props.ts';
import { ESTATE_ADVICE } from './estate-advice.ts';
import { EstateStatus } from './estate-status.tsx';
import type { Estate } from './use-estate.ts';

interface EstateFieldProps<
  V extends FieldValues,
  C extends Collection,
> extends FieldProps<V> {
  estate: Estate<C>;
  collection: C;
  toOption: (item: EstateItem<C>) => ComboOption;
  /** Narrows the list to what an earlier choice allows. */
  only?: (item: EstateItem<C>) => boolean;
  placeholder?: string;
}

/** A ComboField filled from what the target reports, with the freshness of that report below it. */
export function EstateField<V extends FieldValues, C extends Collection>(
  props: EstateFieldProps<V, C>,
): ReactNode {
  const { estate, collection, toOption, only, ...field } = props;
  const items = only === undefined ? estate.items : estate.items.filter(only);
  return (
    <ComboField
      {...field}
      options={items.map(toOption)}
      status={statusLine(estate, collection, items.length)}
    >
      <EstateStatus
        estate={estate}
        collection={collection}
        shown={items.length}
      />
    </ComboField>
  );
}

function statusLine<C extends Collection>(
  estate: Estate<C>,
  collection: C,
  shown: number,
): string | undefined {
  const { noun } = ESTATE_ADVICE[collection];
  if (estate.state === 'loading') return say('estate.reading-the', { noun });
  if (estate.state === 'failed') {
    return say('estate.the-could-not-be-read-type-an', { noun });
  }
  return shown === 0
    ? say('estate.no-you-can-still-type-an-id', { noun })
    : undefined;
}
