import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import type { ReactNode } from 'react';

import { saveFile } from '../browser/save-file.ts';

const MEDIA_TYPE = 'application/pkcs10';

interface TakeCsrProps {
  pem: string;
  provider: string;
}

/** A CSR as a file and in the clipboard: the two ways in which certification authorities take one. */
export function TakeCsr({ pem, provider }: TakeCsrProps): ReactNode {
  const { isCopied, copy } = useCopied();
  return (
    <div className="kw-buttons">
      <Button
        variant="secondary"
        size="sm"
        icon={<DownloadIcon />}
        aria-label={say('certificates.download-csr-csr-of', { provider })}
        onClick={() => {
          saveFile(csrFileName(provider), MEDIA_TYPE, [pem]);
        }}
      >
        {say('certificates.download-csr-csr')}
      </Button>
      <Button
        variant="link"
        size="sm"
        icon={isCopied ? <CheckIcon /> : <CopyIcon />}
        aria-label={
          isCopied
            ? say('certificates.copied')
            : say('certificates.copy-csr-of', { provider })
        }
        onClick={() => {
          copy(pem);
        }}
      >
        {isCopied ? say('certificates.copied') : say('certificates.copy-csr')}
      </Button>
    </div>
  );
}

/** A provider is named by its vCenter; of that name only what every file system takes is kept. */
export function csrFileName(provider: string): string {
  const kept = provider
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100);
  return `${kept === '' ? 'provider' : kept}.csr`;
}
