import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { useState, type ReactNode } from 'react';

import { crashText } from './crash-text.ts';

/** Copies what whoever runs the console needs to find the failure. */
export function CopyCrash({ error }: { error: unknown }): ReactNode {
  const { isCopied, copy } = useCopied();
  const [at] = useState(() => new Date());
  return (
    <Button
      variant="secondary"
      icon={isCopied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => {
        copy(crashText(error, at, window.location.pathname));
      }}
    >
      {isCopied ? say('app.copied') : say('app.copy-for-a-ticket')}
    </Button>
  );
}
