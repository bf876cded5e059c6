import { say } from '@keyward/messages';
import { Button, FileUploadField, TextArea } from '@patternfly/react-core';
import { useRef, useState, type ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

interface PemFieldProps<V extends FieldValues> extends FieldProps<V> {
  /** Refuses a text before it is kept: returns the sentence to show, or null to take it. */
  refuse?: (text: string) => string | null;
  /** The same with a decoder that has to be loaded first; a text it refuses is taken out of the field again. */
  refuseLater?: (text: string) => Promise<string | null>;
  /** Hides the text until asked, for private keys. */
  isSecret?: boolean;
  rows?: number;
  /** What was read out of the text; stands right below it. */
  children?: ReactNode;
}

const MAX_FILE_BYTES = 65_536;

/** PEM by picking, dropping, pasting or typing. The text stays in this page until the form is sent. */
export function PemField<V extends FieldValues>(
  props: PemFieldProps<V>,
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({
    control: props.control,
    name: props.name,
  });
  const picker = useRef<HTMLInputElement>(null);
  /** What a late answer has to be about to count. */
  const newest = useRef('');
  const [isOver, setOver] = useState(false);
  const [filename, setFilename] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const id = fieldId(props.name);
  const error = refusal ?? fieldState.error?.message;
  const [isShown, setShown] = useState(props.isSecret !== true);
  const isDisabled = props.disabledReason !== undefined;
  const drop = (sentence: string): void => {
    setRefusal(sentence);
    setFilename('');
    onChange('');
  };
  const take = (text: string): void => {
    newest.current = text;
    const sentence = props.refuse?.(text) ?? null;
    if (sentence !== null) {
      drop(sentence);
      return;
    }
    setRefusal(undefined);
    onChange(text);
    if (text === '') setFilename('');
    else {
      void props.refuseLater?.(text).then((late) => {
        if (late !== null && newest.current === text) drop(late);
      });
    }
  };
  const read = (file: File): void => {
    if (file.size > MAX_FILE_BYTES) {
      setRefusal(say('form.this-file-is-larger-than-64-kib'));
      return;
    }
    file.text().then(
      (text) => {
        setFilename(file.name);
        take(text);
      },
      () => {
        setRefusal(say('form.this-file-could-not-be-read'));
      },
    );
  };
  return (
    <FieldFrame {...props} id={id} error={error} after={props.children}>
      <FileUploadField
        id={`${id}-file`}
        filename={filename}
        value={textOf(held)}
        filenamePlaceholder={say('form.drop-a-pem-file-here-or-paste')}
        filenameAriaLabel={say('form.file-for', {
          label: props.label.toLowerCase(),
        })}
        browseButtonText={say('form.choose-file')}
        clearButtonText={say('form.clear')}
        isDisabled={isDisabled}
        isDragActive={isOver}
        hideDefaultPreview
        onBrowseButtonClick={() => picker.current?.click()}
        onClearButtonClick={() => {
          take('');
        }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!isDisabled);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file !== undefined && !isDisabled) read(file);
        }}
      >
        <TextArea
          id={id}
          ref={ref}
          name={name}
          className={isShown ? 'kw-pem' : 'kw-pem kw-pem-hidden'}
          rows={props.rows ?? 7}
          resizeOrientation="vertical"
          value={textOf(held)}
          onBlur={onBlur}
          onChange={(_event, text) => {
            take(text);
          }}
          isDisabled={isDisabled}
          isRequired={props.isRequired ?? false}
          validated={error === undefined ? 'default' : 'error'}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(id, { ...props, error })}
          autoComplete="off"
          spellCheck={false}
        />
        <input
          ref={picker}
          type="file"
          hidden
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            // Emptied, so that the same file can be chosen once more.
            event.currentTarget.value = '';
            if (file !== undefined) read(file);
          }}
        />
      </FileUploadField>
      {props.isSecret === true && (
        <Button
          variant="link"
          isInline
          size="sm"
          aria-controls={id}
          onClick={() => {
            setShown(!isShown);
          }}
        >
          {isShown ? say('form.hide-the-text') : say('form.show-the-text')}
        </Button>
      )}
    </FieldFrame>
  );
}
