import { MAX_PRIMARY_KEY_SERVERS } from '@keyward/contract';
import { Button } from '@patternfly/react-core';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import type { ReactNode } from 'react';
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form';

import { NumberField } from '../../form/number-field.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { TextField } from '../../form/text-field.tsx';
import { duplicateNotes } from './duplicates.ts';
import { timeoutWords } from './timeout-words.ts';
import { EMPTY_ROW, type KeyServersValues } from './values.ts';

interface ServerRowsProps {
  form: UseFormReturn<KeyServersValues>;
  existing: readonly string[];
  /** Places left in the key manager. */
  room: number;
}

/** One line per new server: as many as the key manager has room for. */
export function ServerRows({
  form,
  existing,
  room,
}: ServerRowsProps): ReactNode {
  const { fields, append, remove } = useFieldArray({
    control: form.control,
    name: 'servers',
  });
  const rows = useWatch({ control: form.control, name: 'servers' });
  const notes = duplicateNotes(
    rows.map((row) => row.server),
    existing,
  );
  const refusal = form.formState.errors.servers?.root?.message;
  const isFull =
    fields.length >= Math.min(Math.max(room, 1), MAX_PRIMARY_KEY_SERVERS);
  return (
    <fieldset
      className="kw-server-rows"
      id="field-servers-root"
      tabIndex={-1}
      aria-describedby="servers-note"
    >
      <legend>New key servers</legend>
      {fields.map((field, index) => (
        <div
          key={field.id}
          className="kw-server-row"
          role="group"
          aria-label={`Server ${String(index + 1)}`}
        >
          <TextField
            control={form.control}
            name={`servers.${index}.server`}
            label="Host and port"
            placeholder="kms1.example.com:5696"
            warning={notes[index]}
            isRequired
            isMonospace
          />
          <NumberField
            control={form.control}
            name={`servers.${index}.timeoutSeconds`}
            label="Timeout (s)"
            help={timeoutWords(rows[index]?.timeoutSeconds ?? '')}
          />
          <TextField
            control={form.control}
            name={`servers.${index}.username`}
            label="User name"
          />
          <SecretField
            control={form.control}
            name={`servers.${index}.password`}
            label="Password"
          />
          <Button
            className="kw-server-remove"
            variant="plain"
            icon={<TimesIcon />}
            aria-label={`Remove server ${String(index + 1)}`}
            isDisabled={fields.length === 1}
            onClick={() => {
              remove(index);
            }}
          />
        </div>
      ))}
      {refusal !== undefined && (
        <p className="kw-error-text" role="alert">
          {refusal}
        </p>
      )}
      <p id="servers-note" className="kw-fine-print">
        Without a port ONTAP uses 5696; IPv6 addresses stand in brackets.
        Timeout: −1 waits for ever and 0 does not wait, for a single server
        only; several servers take 1 to 60. The password is sealed when you
        submit and cannot be read back.
      </p>
      {isFull ? (
        <p className="kw-fine-print" role="status">
          {`${room <= 0 ? 'The key manager is full' : 'No more places'}: ONTAP takes 4 primary key servers in all.`}
        </p>
      ) : (
        <Button
          variant="link"
          isInline
          icon={<PlusCircleIcon />}
          onClick={() => {
            append(EMPTY_ROW, { focusName: `servers.${fields.length}.server` });
          }}
        >
          Add another server
        </Button>
      )}
    </fieldset>
  );
}
