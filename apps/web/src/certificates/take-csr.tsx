import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import { DownloadIcon } from '@patternfly/react-icons/dist/esm/icons/download-icon';
import { useEffect, useState, type ReactNode } from 'react';

const SHOWN_MS = 2_000;
const MEDIA_TYPE = 'application/pkcs10';

interface TakeCsrProps {
  pem: string;
  provider: string;
}

/** A CSR as a file and in the clipboard: the two ways in which certification authorities take one. */
export function TakeCsr({ pem, provider }: TakeCsrProps): ReactNode {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(pem);
    setCopied(true);
  };
  return (
    <div className="kw-buttons">
      <Button
        variant="secondary"
        size="sm"
        icon={<DownloadIcon />}
        aria-label={`Download CSR (.csr) of ${provider}`}
        onClick={() => {
          saveText(pem, csrFileName(provider));
        }}
      >
        Download CSR (.csr)
      </Button>
      <Button
        variant="link"
        size="sm"
        icon={isCopied ? <CheckIcon /> : <CopyIcon />}
        aria-label={isCopied ? 'Copied' : `Copy CSR of ${provider}`}
        onClick={() => void copy()}
      >
        {isCopied ? 'Copied' : 'Copy CSR'}
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

function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: MEDIA_TYPE }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // The browser has taken the file up by the next turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  });
}
