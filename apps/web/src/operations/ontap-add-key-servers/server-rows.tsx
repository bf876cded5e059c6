import { MAX_PRIMARY_KEY_SERVERS } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { PlusCircleIcon } from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { TimesIcon } from '@patternfly/react-icons/dist/esm/icons/times-icon';
import type { ReactNode } from 'react';
import { useFieldArray, useWatch, type UseFormReturn } from 'react-hook-form';

import { NumberField } from '../../form/number-field.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { TermHelp } from '../../form/term-help.tsx';
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
      <legend className="pf-v6-screen-reader">
        {say('ontap-add-key-servers.servers-to-add')}
      </legend>
      {fields.map((field, index) => (
        <div
          key={field.id}
          className="kw-server-row"
          role="group"
          aria-label={say('ontap-add-key-servers.server-numbered', {
            index: index + 1,
          })}
        >
          <TextField
            control={form.control}
            name={`servers.${index}.server`}
            label={say('ontap-add-key-servers.host-and-port')}
            placeholder={say('ontap-add-key-servers.kms1-example-com-5696')}
            warning={notes[index]}
            isRequired
            isMonospace
          />
          <NumberField
            control={form.control}
            name={`servers.${index}.timeoutSeconds`}
            label={say('ontap-add-key-servers.timeout-s')}
            help={timeoutWords(rows[index]?.timeoutSeconds ?? '')}
          />
          <TextField
            control={form.control}
            name={`servers.${index}.username`}
            label={say('ontap-add-key-servers.user-name')}
          />
          <SecretField
            control={form.control}
            name={`servers.${index}.password`}
            label={say('ontap-add-key-servers.password')}
          />
          {fields.length > 1 && (
            <Button
              className="kw-server-remove"
              variant="plain"
              icon={<TimesIcon />}
              aria-label={say('ontap-add-key-servers.remove-server', {
                index: index + 1,
              })}
              onClick={() => {
                remove(index);
                // The button goes with its row; the reader goes on at the row before it.
                setTimeout(() => {
                  form.setFocus(`servers.${Math.max(0, index - 1)}.server`);
                });
              }}
            />
          )}
        </div>
      ))}
      {refusal !== undefined && (
        <p className="kw-error-text" role="alert">
          {refusal}
        </p>
      )}
      <p className="kw-fine-print">
        <span id="servers-note">
          {say('ontap-add-key-servers.without-a-port-ontap-uses-5696-ipv6')}
        </span>{' '}
        <TermHelp
          id="servers"
          label={say('ontap-add-key-servers.new-key-servers')}
          text={say('ontap-add-key-servers.new-key-servers-term')}
        />
      </p>
      {isFull ? (
        <p className="kw-fine-print" role="status">
          {room <= 0
            ? say('ontap-add-key-servers.the-key-manager-is-full')
            : say('ontap-add-key-servers.no-more-places')}
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
          {say('ontap-add-key-servers.add-another-server')}
        </Button>
      )}
    </fieldset>
  );
}
