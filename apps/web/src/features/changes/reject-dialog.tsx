import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  FormGroup,
  FormSelect,
  FormSelectOption,
} from '@patternfly/react-core';
import { useId, useState, type ReactNode } from 'react';

import { CommentDialog } from '../../dialogs/comment-dialog.tsx';
import { fieldWords } from '../../wording/field-words.ts';
import { inputFields, type InputField } from './input-fields.ts';
import type { ChangeActions } from './use-change-actions.ts';

const LONGEST = 40;

function optionText({ pointer, value }: InputField): string {
  const field = fieldWords(pointer);
  if (value === null) return say('changes.field-hidden', { field });
  const line = value.split('\n', 1)[0] ?? '';
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return short === ''
    ? field
    : say('changes.field-with-value', { field, short });
}

interface RejectDialogProps {
  change: ChangeDetail;
  reject: ChangeActions['reject'];
  onClose: () => void;
}

/** Asks why, and which field it is about, so that the requester sees it where it has to be put right. */
export function RejectDialog({
  change,
  reject,
  onClose,
}: RejectDialogProps): ReactNode {
  const id = useId();
  const [pointer, setPointer] = useState('');
  return (
    <CommentDialog
      title={say('changes.reject-this-change', { reference: change.reference })}
      description={say('changes.nothing-is-sent-to-the-target-the')}
      label={say('changes.why')}
      confirm={say('changes.reject')}
      isDanger
      isRequired
      pending={reject.isPending}
      error={reject.error}
      onConfirm={(comment) => {
        reject.mutate(
          {
            digest: change.digest,
            comment,
            ...(pointer === '' ? {} : { fieldPointer: pointer }),
          },
          { onSuccess: onClose },
        );
      }}
      onClose={onClose}
    >
      <FormGroup label={say('changes.it-is-about')} fieldId={id}>
        <FormSelect
          id={id}
          value={pointer}
          onChange={(_event, chosen) => {
            setPointer(chosen);
          }}
        >
          <FormSelectOption value="" label={say('changes.the-whole-change')} />
          {inputFields(change.input).map((field) => (
            <FormSelectOption
              key={field.pointer}
              value={field.pointer}
              label={optionText(field)}
            />
          ))}
        </FormSelect>
      </FormGroup>
    </CommentDialog>
  );
}
