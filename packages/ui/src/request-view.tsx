import { say } from '@keyward/messages';
import { Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { CopyableId } from './copyable-id.tsx';
import { requestText, type ShownRequest } from './request-text.ts';

export type { ShownRequest } from './request-text.ts';

/** The exact call that will be sent: method, path, query and body, with ••• where a secret goes. */
export function RequestView({
  request,
  label = say('ui.request-body'),
}: {
  request: ShownRequest;
  label?: string;
}): ReactNode {
  const { address, body } = requestText(request);
  return (
    <div className="kw-request">
      <div className="kw-request-line">
        <Label isCompact color="blue">
          {request.method}
        </Label>
        <CopyableId value={address} label={say('ui.path')} />
      </div>
      {body === null ? (
        <p className="kw-subtle">{say('ui.no-body')}</p>
      ) : (
        // A scrollable region must be reachable with the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: long bodies scroll inside this box.
        <pre className="kw-code" tabIndex={0} aria-label={label}>
          {body}
        </pre>
      )}
    </div>
  );
}
