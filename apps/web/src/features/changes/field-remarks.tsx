import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';
import { inputFields } from './input-fields.ts';

/** What was written about single fields, beside what those fields hold. */
export function FieldRemarks({ change }: { change: ChangeDetail }): ReactNode {
  const fields = inputFields(change.input);
  return change.decisions.map(({ person, comment, fieldPointer }) =>
    fieldPointer === null || comment === null ? null : (
      <Alert
        key={person.id}
        isInline
        variant="warning"
        component="h3"
        title={say('changes.remark-on', {
          field: fieldWords(fieldPointer),
          name: person.displayName,
        })}
      >
        <blockquote className="kw-quote">
          <VisibleText text={comment} />
        </blockquote>
        <Held
          value={fields.find(({ pointer }) => pointer === fieldPointer)?.value}
        />
      </Alert>
    ),
  );
}

function Held({ value }: { value: string | null | undefined }): ReactNode {
  if (value === undefined || value === null || value.includes('\n')) {
    return null;
  }
  return (
    <p>
      {say('changes.it-holds')}{' '}
      <code>
        <VisibleText text={value} />
      </code>
    </p>
  );
}
