import { say } from '@keyward/messages';
import { Button, TextArea } from '@patternfly/react-core';
import { type ReactNode, useId, useRef, useState } from 'react';

interface DropAreaProps {
  /** What may be dropped, in one line. */
  invitation: string;
  onFiles: (files: readonly File[]) => void;
  onText: (text: string) => void;
}

/** Files by dropping, picking or pasting, and text by pasting: the same by mouse and by keyboard. */
export function DropArea({
  invitation,
  onFiles,
  onText,
}: DropAreaProps): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isPasting, setPasting] = useState(false);
  const textId = useId();
  return (
    <div
      className={isOver ? 'kw-drop kw-drop-over' : 'kw-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
        else {
          const text = event.dataTransfer.getData('text');
          if (text !== '') onText(text);
        }
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        const text = event.clipboardData.getData('text');
        if (files.length === 0 && text === '') return;
        // Taken from the clipboard itself, so that it never stands in a field.
        event.preventDefault();
        setPasting(false);
        if (files.length > 0) onFiles(files);
        else onText(text);
      }}
    >
      <p>{invitation}</p>
      <div className="kw-drop-actions">
        <Button
          variant="secondary"
          size="sm"
          onClick={() => picker.current?.click()}
        >
          {say('workbench.choose-files')}
        </Button>
        <Button
          variant="link"
          size="sm"
          aria-expanded={isPasting}
          onClick={() => {
            setPasting(!isPasting);
          }}
        >
          {say('workbench.paste-text')}
        </Button>
      </div>
      {isPasting && (
        <TextArea
          id={textId}
          aria-label={say(
            'workbench.paste-certificates-and-keys-here-the-text',
          )}
          placeholder={say('workbench.paste-here-it-is-read-at-once')}
          rows={2}
          autoComplete="off"
          spellCheck={false}
          value=""
          onChange={(_event, text) => {
            setPasting(false);
            onText(text);
          }}
        />
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={say('workbench.certificate-files')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after it was corrected.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </div>
  );
}
