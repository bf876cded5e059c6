import type { EstateItem } from '@keyward/contract';
import {
  Fingerprint,
  NoValue,
  StatusLabel,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';

import { validityOf } from '../../certificates/days-left.ts';
import { TakeCsr } from '../../certificates/take-csr.tsx';
import { HealthLabel } from '../../estate/health-label.tsx';
import { addressText } from './address-text.ts';
import { TrustHalf } from './trust-halves.tsx';

type Provider = EstateItem<'key-providers'>;

/** Providers with their client certificate, what is open for signing, and both halves of trust with each server. */
export function KeyProviders({
  providers,
}: {
  providers: readonly Provider[];
}): ReactNode {
  return (
    <Table variant="compact" className="kw-table" aria-label="Key providers">
      <Thead>
        <Tr>
          <Th modifier="nowrap">Provider</Th>
          <Th width={15}>Health</Th>
          <Th width={20}>Client certificate</Th>
          <Th width={25}>Open CSR</Th>
          <Th width={30}>Key servers and both halves of trust</Th>
        </Tr>
      </Thead>
      <Tbody>
        {providers.map((provider) => (
          <Tr key={provider.id}>
            <Td dataLabel="Provider" modifier="nowrap">
              {provider.name}
              <div className="kw-fine-print">
                {provider.trustAuthorityCluster}
              </div>
            </Td>
            <Td dataLabel="Health">
              <HealthLabel health={provider.health} />
              {provider.details.map((detail) => (
                <div key={detail} className="kw-fine-print">
                  {detail}
                </div>
              ))}
            </Td>
            <Td dataLabel="Client certificate">
              <Certificate certificate={provider.clientCertificate} />
            </Td>
            <Td dataLabel="Open CSR">
              {provider.csr === null ? (
                <NoValue />
              ) : (
                <OpenCsr csr={provider.csr} provider={provider.name} />
              )}
            </Td>
            <Td dataLabel="Key servers and both halves of trust">
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
    return <StatusLabel tone="warning">none</StatusLabel>;
  }
  const validity = validityOf(certificate.notBefore, certificate.notAfter, now);
  return (
    <>
      <StatusLabel tone={validity.tone}>{validity.text}</StatusLabel>
      <div className="kw-fine-print">
        {certificate.subject} · serial <code>{certificate.serialNumber}</code> ·
        until <Timestamp at={certificate.notAfter} />
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
        {csr.keyType} · public key SHA-256{' '}
        <Fingerprint
          sha256={csr.publicKeySha256}
          label={`public key fingerprint of the CSR of ${provider}`}
        />
      </div>
      <TakeCsr pem={csr.pem} provider={provider} />
    </>
  );
}

function Servers({ servers }: { servers: Provider['servers'] }): ReactNode {
  if (servers.length === 0) return 'none';
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
              yes="trusts server"
              no="does not trust server"
            />{' '}
            <TrustHalf
              holds={server.serverTrustsClient}
              yes="trusted by server"
              no="not trusted by server"
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
