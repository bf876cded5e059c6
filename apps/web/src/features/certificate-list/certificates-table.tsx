import '../../list/cards.css';

import type { KnownCertificate } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  CopyableId,
  Day,
  ExpandableRowContent,
  fingerprintPairs,
  NoValue,
  StatusLabel,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  ToggleTd,
  Tr,
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { commonName } from '../../certificates/common-name.ts';
import { validityOf } from '../../certificates/days-left.ts';
import { PlaceLink, PLACE_WORDS } from '../../certificates/place-of-use.tsx';
import { CertificateDetails } from './certificate-details.tsx';

interface CertificatesTableProps {
  certificates: readonly KnownCertificate[];
  now: Date;
  /** Fingerprints of the rows that are open. */
  open: readonly string[];
  onToggle: (sha256: string) => void;
}

/** One row for each certificate; it opens to all its places and facts. */
export function CertificatesTable({
  certificates,
  now,
  open,
  onToggle,
}: CertificatesTableProps): ReactNode {
  return (
    <Table
      className="kw-table kw-cards"
      aria-label={say('certificate-list.certificates')}
    >
      <Thead>
        <Tr>
          <Th screenReaderText={say('certificate-list.open-the-row')} />
          <Th width={30}>{say('certificate-list.certificate')}</Th>
          <Th modifier="nowrap">{say('certificate-list.ends')}</Th>
          <Th width={40}>{say('certificate-list.used-at')}</Th>
          <Th modifier="nowrap">{say('certificate-list.fingerprint')}</Th>
        </Tr>
      </Thead>
      {certificates.map((certificate) => {
        const { sha256, subject, notBefore, notAfter } = certificate;
        const isOpen = open.includes(sha256);
        const validity = validityOf(notBefore, notAfter, now);
        return (
          <Tbody key={sha256} isExpanded={isOpen}>
            <Tr>
              <ToggleTd
                of={commonName(subject)}
                isExpanded={isOpen}
                onToggle={() => {
                  onToggle(sha256);
                }}
              />
              <Td dataLabel={say('certificate-list.certificate')}>
                <VisibleText text={commonName(subject)} />
                <div className="kw-fine-print">
                  {say('certificate-list.issued-by', {
                    issuer: commonName(certificate.issuer),
                  })}
                </div>
              </Td>
              <Td dataLabel={say('certificate-list.ends')} modifier="nowrap">
                <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
                <div className="kw-fine-print">
                  <Day at={notAfter} />
                </div>
              </Td>
              <Td dataLabel={say('certificate-list.used-at')}>
                <Places certificate={certificate} />
              </Td>
              <Td
                dataLabel={say('certificate-list.fingerprint')}
                modifier="nowrap"
              >
                <CopyableId
                  value={inPairs(sha256)}
                  shown={`${inPairs(sha256.slice(0, 12))}…`}
                  label={say('certificate-list.fingerprint-of', {
                    subject: commonName(subject),
                  })}
                />
              </Td>
            </Tr>
            <Tr isExpanded={isOpen}>
              <Td colSpan={5}>
                {isOpen && (
                  <ExpandableRowContent>
                    <CertificateDetails certificate={certificate} />
                  </ExpandableRowContent>
                )}
              </Td>
            </Tr>
          </Tbody>
        );
      })}
    </Table>
  );
}

/** The first place, how many more there are, and what would put it in use. */
function Places({
  certificate: { uses, proposedBy },
}: {
  certificate: KnownCertificate;
}): ReactNode {
  const [first, ...more] = uses;
  return (
    <>
      {first === undefined ? (
        proposedBy.length === 0 && <NoValue />
      ) : (
        <>
          <PlaceLink use={first} />
          <div className="kw-fine-print">
            {PLACE_WORDS[first.place.type]}
            {more.length > 0 && (
              <>
                {' · '}
                {say('certificate-list.and-more-places', {
                  count: more.length,
                })}
              </>
            )}
          </div>
        </>
      )}
      {proposedBy.map((change) => (
        <div key={`${change.changeId} ${change.objectName}`}>
          <StatusLabel tone="progress">
            {say('certificate-list.proposed')}
          </StatusLabel>{' '}
          <Link to="/changes/$id" params={{ id: change.changeId }}>
            {change.reference}
          </Link>
        </div>
      ))}
    </>
  );
}

function inPairs(sha256: string): string {
  return fingerprintPairs(sha256).join(':');
}
