import { Say, say } from '@keyward/messages';
import { Alert, VisibleText } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { focusField } from './error-summary.tsx';

interface RemarksProps {
  remarks: readonly { path: string | null; by: string; text: string }[];
  nameOf: (path: string) => string;
}

/** What a reviewer wrote about a field, with the way to that field. */
export function Remarks({ remarks, nameOf }: RemarksProps): ReactNode {
  return remarks.map(({ path, by, text }) => (
    <Alert
      key={`${String(path)} ${text}`}
      variant="warning"
      isInline
      component="p"
      title={say('form.remark-on', {
        field: path === null ? say('form.this-change') : nameOf(path),
      })}
    >
      <p>
        <Say
          id="form.remark-by"
          values={{
            text: <VisibleText text={text} />,
            by: <VisibleText text={by} />,
          }}
        />
      </p>
      {path !== null && (
        <Button
          variant="link"
          isInline
          onClick={() => {
            focusField(path);
          }}
        >
          {say('form.go-to-the-field')}
        </Button>
      )}
    </Alert>
  ));
}
