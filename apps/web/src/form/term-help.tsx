import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

interface TermHelpProps {
  /** Of the field. */
  id: string;
  label: string;
  text: string;
}

/** What the vendor means by a word, folded away until somebody asks; it opens in the page, so that nothing is covered. */
export function TermHelp({ id, label, text }: TermHelpProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="link"
        isInline
        size="sm"
        className="kw-term"
        aria-expanded={isOpen}
        aria-controls={`${id}-term`}
        aria-label={say('form.what-is-this-label', { label })}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {say('form.what-is-this')}
      </Button>
      <span id={`${id}-term`} className="kw-term-text" hidden={!isOpen}>
        {text}
      </span>
    </>
  );
}
