import { say } from '@keyward/messages';
import {
  Fingerprint,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Timestamp,
  Tr,
} from '@keyward/ui';
import type { ReactNode } from 'react';

interface CertificateLine {
  subject: string;
  serialNumber: string;
  notAfter: string;
  sha256: string;
}

/** The certificate in use beside the one that replaces it. */
export function OldToNew({
  old,
  next,
}: {
  old: CertificateLine;
  next: CertificateLine;
}): ReactNode {
  const isSame = old.sha256 === next.sha256;
  return (
    <>
      <Table
        className="kw-table"
        hasBorders={false}
        aria-label={say('certificates.certificate-in-use-and-its-replacement')}
      >
        <Thead>
          <Tr>
            <Th screenReaderText={say('certificates.fact')} />
            <Th>{say('certificates.in-use')}</Th>
            <Th>{say('certificates.new')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          <Tr>
            <Th>{say('certificates.subject')}</Th>
            <Td dataLabel={say('certificates.in-use')}>{old.subject}</Td>
            <Td dataLabel={say('certificates.new')}>{next.subject}</Td>
          </Tr>
          <Tr>
            <Th>{say('certificates.serial-number')}</Th>
            <Td dataLabel={say('certificates.in-use')} className="kw-monospace">
              {old.serialNumber}
            </Td>
            <Td dataLabel={say('certificates.new')} className="kw-monospace">
              {next.serialNumber}
            </Td>
          </Tr>
          <Tr>
            <Th>{say('certificates.valid-until')}</Th>
            <Td dataLabel={say('certificates.in-use')}>
              <Timestamp at={old.notAfter} />
            </Td>
            <Td dataLabel={say('certificates.new')}>
              <Timestamp at={next.notAfter} />
            </Td>
          </Tr>
          <Tr>
            <Th>{say('certificates.sha-256')}</Th>
            <Td dataLabel={say('certificates.in-use')}>
              <Fingerprint sha256={old.sha256} />
            </Td>
            <Td dataLabel={say('certificates.new')}>
              <Fingerprint sha256={next.sha256} />
            </Td>
          </Tr>
        </Tbody>
      </Table>
      {isSame && (
        <p className="kw-fine-print">
          {say('certificates.this-is-the-certificate-that-is-in')}
        </p>
      )}
    </>
  );
}
