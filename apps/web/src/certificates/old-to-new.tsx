import { Fingerprint, Timestamp } from '@keyward/ui';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
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
        variant="compact"
        className="kw-table"
        borders={false}
        aria-label="Certificate in use and its replacement"
      >
        <Thead>
          <Tr>
            <Th screenReaderText="Fact" />
            <Th>In use</Th>
            <Th>New</Th>
          </Tr>
        </Thead>
        <Tbody>
          <Tr>
            <Th>Subject</Th>
            <Td dataLabel="In use">{old.subject}</Td>
            <Td dataLabel="New">{next.subject}</Td>
          </Tr>
          <Tr>
            <Th>Serial number</Th>
            <Td dataLabel="In use" className="kw-monospace">
              {old.serialNumber}
            </Td>
            <Td dataLabel="New" className="kw-monospace">
              {next.serialNumber}
            </Td>
          </Tr>
          <Tr>
            <Th>Valid until</Th>
            <Td dataLabel="In use">
              <Timestamp at={old.notAfter} />
            </Td>
            <Td dataLabel="New">
              <Timestamp at={next.notAfter} />
            </Td>
          </Tr>
          <Tr>
            <Th>SHA-256</Th>
            <Td dataLabel="In use">
              <Fingerprint sha256={old.sha256} />
            </Td>
            <Td dataLabel="New">
              <Fingerprint sha256={next.sha256} />
            </Td>
          </Tr>
        </Tbody>
      </Table>
      {isSame && (
        <p className="kw-fine-print">
          This is the certificate that is in use already; nothing would change.
        </p>
      )}
    </>
  );
}
