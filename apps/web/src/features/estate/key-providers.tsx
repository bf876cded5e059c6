import type { EstateItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import {
  Fingerprint,
  NoValue,
  StatusLabel,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Timestamp,
  Tr,
  VisibleText,
} from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { validityOf } from '../../certificates/days-left.ts';
import { TakeCsr } from '../../certificates/take-csr.tsx';
import { HealthLabel } from '../../estate/health-label.tsx';
import { addressText } from './address-text.ts';
import { RequestLink } from '../../estate/request-link.tsx';
import { TrustHalf } from './trust-halves.tsx';

type Provider = EstateItem<'key-providers'>;

/** Providers with their client certificate, what is open for signing, and both halves of trust with each server. */
export function KeyProviders({
  providers,
  connectionId,
}: {
  providers: readonly Provider[];
  connectionId: string;
}): ReactNode {
  return (
    <Table className="kw-table" aria-label={say('estate.key-providers-part')}>
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('estate.provider')}</Th>
          <Th width={15}>{say('estate.health')}</Th>
          <Th width={20}>{say('estate.client-certificate-half')}</Th>
          <Th width={25}>{say('estate.open-csr')}</Th>
          <Th width={30}>
            {say('estate.key-servers-and-both-halves-of-trust')}
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {providers.map((provider) => (
          <Tr key={provider.id}>
            <Td dataLabel={say('estate.provider')} modifier="nowrap">
              {provider.name}
              <div className="kw-fine-print">
                {provider.trustAuthorityCluster}
              </div>
            </Td>
            <Td dataLabel={say('estate.health')}>
              <HealthLabel health={provider.health} />
              {provider.details.map((detail) => (
                <div key={detail} className="kw-fine-print">
                  {detail}
                </div>
              ))}
            </Td>
            <Td dataLabel={say('estate.client-certificate-half')}>
              <Certificate certificate={provider.clientCertificate} />
              <RequestLink
                operation="vcenter.update-provider-client-certificate"
                connectionId={connectionId}
                start={{
                  cluster: provider.trustAuthorityCluster,
                  provider: provider.name,
                }}
                label={say('estate.replace-certificate-of', {
                  provider: provider.name,
                })}
              >
                {say('estate.replace-it')}
              </RequestLink>
            </Td>
            <Td dataLabel={say('estate.open-csr')}>
              {provider.csr === null ? (
                <NoValue />
              ) : (
                <OpenCsr csr={provider.csr} provider={provider.name} />
              )}
            </Td>
            <Td dataLabel={say('estate.key-servers-and-both-halves-of-trust')}>
              <Servers servers={provider.servers} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Certificate({
  certificate,
}: {
  certificate: Provider['clientCertificate'];
}): ReactNode {
  const [now] = useState(() => new Date());
  if (certificate === null) {
    return <StatusLabel tone="warning">{say('estate.none')}</StatusLabel>;
  }
  const validity = validityOf(certificate.notBefore, certificate.notAfter, now);
  return (
    <>
      <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
      <div className="kw-fine-print">
        <Say
          id="estate.serial-until"
          values={{
            subject: certificate.subject,
            code: <code>{certificate.serialNumber}</code>,
            time: <Timestamp at={certificate.notAfter} />,
          }}
        />
      </div>
    </>
  );
}

function OpenCsr({
  csr,
  provider,
}: {
  csr: NonNullable<Provider['csr']>;
  provider: string;
}): ReactNode {
  return (
    <>
      <VisibleText text={csr.subject} />
      <div className="kw-fine-print">
        <Say
          id="estate.public-key-sha-256"
          values={{
            keyType: csr.keyType,
            fingerprint: (
              <Fingerprint
                sha256={csr.publicKeySha256}
                label={say('estate.public-key-fingerprint-of-the-csr-of', {
                  provider,
                })}
              />
            ),
          }}
        />
      </div>
      <TakeCsr pem={csr.pem} provider={provider} />
    </>
  );
}

function Servers({ servers }: { servers: Provider['servers'] }): ReactNode {
  if (servers.length === 0) return say('estate.none');
  return (
    <ul className="kw-server-list">
      {servers.map((server) => (
        <li key={server.name}>
          {server.name}{' '}
          <span className="kw-fine-print">{addressText(server.address)}</span>{' '}
          <HealthLabel health={server.health} />
          <div>
            <TrustHalf
              holds={server.clientTrustsServer}
              yes={say('estate.trusts-server')}
              no={say('estate.does-not-trust-server')}
            />{' '}
            <TrustHalf
              holds={server.serverTrustsClient}
              yes={say('estate.trusted-by-server')}
              no={say('estate.not-trusted-by-server')}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
