import type { Rejection } from '@keyward/contract';
import { Say } from '@keyward/messages';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';

/** Who rejected it and why, on which field. */
export function RejectionWords({
  rejection: { by, comment, fieldPointer },
}: {
  rejection: Rejection;
}): ReactNode {
  if (comment === null) return null;
  const values = {
    name: <VisibleText text={by.displayName} />,
    comment: (
      <span className="kw-said">
        <VisibleText text={comment} />
      </span>
    ),
  };
  return (
    <span className="kw-rejection">
      {fieldPointer === null ? (
        <Say id="changes.rejected-by-saying" values={values} />
      ) : (
        <Say
          id="changes.rejected-by-on-field-saying"
          values={{
            ...values,
            field: (
              <strong>
                <VisibleText text={fieldWords(fieldPointer)} />
              </strong>
            ),
          }}
        />
      )}
    </span>
  );
}
