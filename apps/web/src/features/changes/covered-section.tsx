import type { ChangeDetail } from '@keyward/contract';
import {
  JsonView,
  KeyFacts,
  RequestView,
  Shortened,
  Timestamp,
  VisibleText,
  type KeyFact,
} from '@keyward/ui';
import {
  Card,
  CardBody,
  ExpandableSection,
  Title,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { SYSTEM_NAMES } from '../../wording/states.ts';
import { PolicyWords } from './policy-words.tsx';
import { SaveAsFile } from './save-as-file.tsx';
import { SecretsCovered } from './secrets-covered.tsx';
import { TrustWords } from './trust-words.tsx';

function targetFacts({ frozenTarget }: ChangeDetail): KeyFact[] {
  if (frozenTarget.type === 'console') {
    return [{ term: 'Target', value: 'this console itself' }];
  }
  const { connectionId, kind, host, port, trust, account } = frozenTarget;
  return [
    {
      term: 'Target',
      value: (
        <>
          {SYSTEM_NAMES[kind]}, connection <code>{connectionId}</code>
        </>
      ),
    },
    {
      term: 'Address',
      value: (
        <code className="kw-host">
          <VisibleText
            text={`${host.includes(':') ? `[${host}]` : host}:${String(port)}`}
          />
        </code>
      ),
    },
    { term: 'Trust', value: <TrustWords trust={trust} /> },
    { term: 'Account', value: <VisibleText text={account} /> },
  ];
}

/** Everything in the digest that is short enough for a line. */
function facts(change: ChangeDetail): KeyFact[] {
  return [
    { term: 'Change', value: <code>{change.id}</code> },
    {
      term: 'Operation',
      value: (
        <>
          <VisibleText text={change.title} /> <code>{change.operation}</code>
        </>
      ),
    },
    ...targetFacts(change),
    { term: 'Secrets', value: <SecretsCovered secrets={change.secrets} /> },
    { term: 'Reason', value: <VisibleText text={change.reason} /> },
    {
      term: 'Ticket',
      value:
        change.ticket === null ? 'none' : <VisibleText text={change.ticket} />,
    },
    {
      term: 'Requester',
      value: (
        <>
          <VisibleText text={change.requester.displayName} /> (
          <VisibleText text={change.requester.username} />
          ), <code>{change.requester.id}</code>
        </>
      ),
    },
    { term: 'Policy', value: <PolicyWords policy={change.policy} /> },
    { term: 'Expires', value: <Timestamp at={change.expiresAt} /> },
    { term: 'Nonce', value: <Shortened value={change.nonce} label="nonce" /> },
    {
      term: 'Digest',
      value: <Shortened value={change.digest} label="digest" />,
    },
  ];
}

function Block({
  title,
  children,
}: {
  title: string;
  children: ReactNode;
}): ReactNode {
  return (
    <div>
      <Title headingLevel="h3" size="md">
        {title}
      </Title>
      {children}
    </div>
  );
}

/** Every member of the digest, whole: what an approval says yes to, and nothing else. */
export function CoveredSection({
  change,
}: {
  change: ChangeDetail;
}): ReactNode {
  return (
    <Card className="kw-section">
      <CardBody>
        <ExpandableSection
          toggleText="Everything this approval covers"
          toggleId="covered-toggle"
          contentId="covered-content"
          className="kw-covered"
        >
          <div className="kw-stack">
            <p className="kw-subtle">
              The digest is computed over all of this. Were one character
              different, it would be another digest, and the approval would not
              hold.
            </p>
            <KeyFacts isHorizontal facts={facts(change)} />
            <Block title="Input">
              <JsonView value={change.input} label="Input" />
            </Block>
            <Block title="Request">
              <RequestView
                request={change.plan.request}
                label="Request body that the digest covers"
              />
            </Block>
            <Block title="What the target must still look like">
              <JsonView value={change.guard} label="Guard" />
            </Block>
            <Block title="What it looks like afterwards">
              <JsonView value={change.plan.after} label="After" />
            </Block>
            <SaveAsFile change={change} />
          </div>
        </ExpandableSection>
      </CardBody>
    </Card>
  );
}
