import { visibleText } from '@keyward/contract/visible-text';
import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { type ReactNode, useState } from 'react';

import type { SameAs } from './same-as.ts';

/** The same request for other tools, one tab each. Nothing when there is none. */
export function SameAsView({ items }: { items: readonly SameAs[] }): ReactNode {
  const [chosen, setChosen] = useState(0);
  const shown = items[chosen] === undefined ? 0 : chosen;
  if (items.length === 0) return null;
  return (
    <Tabs
      aria-label={say('same-as.tools')}
      activeKey={shown}
      onSelect={(_, key) => {
        setChosen(Number(key));
      }}
      // Texts of other tabs are long, and nobody searches the page for them.
      mountOnEnter
      unmountOnExit
    >
      {items.map((item, place) => (
        <Tab
          key={item.label}
          eventKey={place}
          title={<TabTitleText>{item.label}</TabTitleText>}
        >
          <OneTool item={item} />
        </Tab>
      ))}
    </Tabs>
  );
}

function OneTool({ item }: { item: SameAs }): ReactNode {
  const { label, before, text, note } = item;
  return (
    <div className="kw-request">
      {note !== undefined && <p className="kw-subtle">{note}</p>}
      {before !== undefined && (
        <>
          <p>{say('same-as.before')}</p>
          <Command
            text={before}
            label={say('same-as.command-before', { tool: label })}
            copyLabel={say('same-as.copy-before', { tool: label })}
          />
        </>
      )}
      <Command
        text={text}
        label={say('same-as.command', { tool: label })}
        copyLabel={say('same-as.copy', { tool: label })}
      />
    </div>
  );
}

/** Shown so that nothing in it can hide; what is copied is the text itself. */
function Command({
  text,
  label,
  copyLabel,
}: {
  text: string;
  label: string;
  copyLabel: string;
}): ReactNode {
  const { isCopied, copy } = useCopied();
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: long lines scroll inside this box. */}
      <pre className="kw-code" tabIndex={0} aria-label={label}>
        {visibleText(text)}
      </pre>
      <Button
        variant="secondary"
        size="sm"
        icon={isCopied ? <CheckIcon /> : <CopyIcon />}
        onClick={() => {
          copy(text);
        }}
      >
        {isCopied ? say('same-as.copied') : copyLabel}
      </Button>
    </>
  );
}
