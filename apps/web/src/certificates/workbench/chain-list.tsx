import { Say, say } from '@keyward/messages';
import { Fingerprint, Timestamp, VisibleText } from '@keyward/ui';
import type { CertificateItem } from '@keyward/pki/bundle';
import { Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { fingerprintGroups } from '../../identity/fingerprint-groups.ts';

const ROLES: Readonly<Record<CertificateItem['role'], string>> = {
  leaf: 'client',
  intermediate: say('workbench.intermediate-ca'),
  root: say('workbench.root-ca'),
};

interface ChainListProps {
  links: readonly CertificateItem[];
  /** Subject of the issuer that is missing above the last one. */
  missing: string | null;
}

/** The chain from the client certificate upwards, each signed by the next. */
export function ChainList({ links, missing }: ChainListProps): ReactNode {
  return (
    <ol
      className="kw-chain"
      aria-label={say('workbench.chain-from-the-client-certificate-to-its')}
    >
      {links.map((link, index) => (
        <ChainLink key={link.facts.sha256} link={link} isFirst={index === 0} />
      ))}
      {missing !== null && (
        <li className="kw-chain-link kw-chain-missing">
          <span className="kw-chain-name">
            <VisibleText text={missing} />
          </span>{' '}
          <Label isCompact variant="outline">
            {say('workbench.missing')}
          </Label>
          <p className="kw-fine-print">
            {say('workbench.signed-the-one-above-not-among-the')}
          </p>
        </li>
      )}
    </ol>
  );
}

function ChainLink({
  link: { facts, role, source },
  isFirst,
}: {
  link: CertificateItem;
  isFirst: boolean;
}): ReactNode {
  return (
    <li className="kw-chain-link">
      <span className="kw-chain-name">
        <VisibleText text={facts.subject} />
      </span>{' '}
      <Label isCompact variant="outline" color={isFirst ? 'blue' : 'grey'}>
        {isFirst && role !== 'leaf'
          ? say('workbench.in-the-clients-place', { role: ROLES[role] })
          : ROLES[role]}
      </Label>
      <p className="kw-fine-print">
        <Say
          id="workbench.until-from"
          values={{
            keyType: facts.keyType,
            time: <Timestamp at={facts.notAfter} />,
            source: <VisibleText text={source} />,
          }}
        />
      </p>
      {isFirst ? (
        <p className="kw-fine-print">
          <Say
            id="workbench.sha-256-to-read-over-the-phone"
            values={{
              code: (
                <code className="kw-chain-groups">
                  {fingerprintGroups(facts.sha256).map((group, index) => (
                    <span key={index}>{group} </span>
                  ))}
                </code>
              ),
            }}
          />
        </p>
      ) : (
        <details className="kw-fine-print">
          <summary>{say('workbench.sha-256')}</summary>
          <Fingerprint sha256={facts.sha256} />
        </details>
      )}
    </li>
  );
}
