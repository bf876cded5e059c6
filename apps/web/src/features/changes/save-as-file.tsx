import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { CopyableId } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import type { ReactNode } from 'react';

import { routeUrl } from '../../api/call-route.ts';

/** The change exactly as the console answers it, as a file that can be checked without the console. */
export function SaveAsFile({
  change,
}: {
  change: Pick<ChangeDetail, 'id' | 'reference'>;
}): ReactNode {
  const name = `${change.reference}.json`;
  return (
    <div className="kw-save">
      <Button
        variant="secondary"
        size="sm"
        component="a"
        href={routeUrl('getChange', { params: { id: change.id } })}
        download={name}
        icon={<DownloadIcon />}
      >
        {say('changes.save-as-file')}
      </Button>
      <p className="kw-fine-print">
        {say('changes.with-the-file-anybody-can-recompute-the')}
      </p>
      <CopyableId
        value={`npm run verify-approval -- --change ${name} --keys pinned.json`}
        label={say('changes.the-command')}
      />
    </div>
  );
}
