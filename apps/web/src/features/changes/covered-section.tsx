import type { ChangeDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
    return [
      {
        term: say('changes.target'),
        value: say('changes.this-console-itself'),
      },
    ];
  }
  const { connectionId, kind, host, port, trust, account } = frozenTarget;
  return [
    {
      term: say('changes.target'),
      value: (
        <>
          <Say
            id="changes.connection"
            values={{
              kind: SYSTEM_NAMES[kind],
              code: <code>{connectionId}</code>,
            }}
          />
        </>
      ),
    },
    {
      term: say('changes.address'),
      value: (
        <code className="kw-host">
          <VisibleText
            text={`${host.includes(':') ? `[${host}]` : host}:${String(port)}`}
          />
        </code>
      ),
    },
    { term: say('changes.trust'), value: <TrustWords trust={trust} /> },
    { term: say('changes.account'), value: <VisibleText text={account} /> },
  ];
}

/** Everything in the digest that is short enough for a line. */
function facts(change: ChangeDetail): KeyFact[] {
  return [
    { term: say('changes.change'), value: <code>{change.id}</code> },
    {
      term: say('changes.operation'),
      value: (
        <>
          <VisibleText text={change.title} /> <code>{change.operation}</code>
        </>
      ),
    },
    ...targetFacts(change),
    {
      term: say('changes.secrets'),
      value: <SecretsCovered secrets={change.secrets} />,
    },
    {
      term: say('changes.reason'),
      value: <VisibleText text={change.reason} />,
    },
    {
      term: say('changes.ticket'),
      value:
        change.ticket === null ? (
          say('wording.none')
        ) : (
          <VisibleText text={change.ticket} />
        ),
    },
    {
      term: say('changes.requester'),
      value: (
        <>
          <VisibleText text={change.requester.displayName} /> (
          <VisibleText text={change.requester.username} />
          ), <code>{change.requester.id}</code>
        </>
      ),
    },
    {
      term: say('changes.policy'),
      value: <PolicyWords policy={change.policy} />,
    },
    {
      term: say('changes.expires'),
      value: <Timestamp at={change.expiresAt} />,
    },
    {
      term: say('changes.nonce'),
      value: (
        <Shortened value={change.nonce} label={say('changes.nonce-inline')} />
      ),
    },
    {
      term: say('changes.digest'),
      value: (
        <Shortened value={change.digest} label={say('changes.digest-inline')} />
      ),
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
          toggleText={say('changes.everything-this-approval-covers')}
          toggleId="covered-toggle"
          contentId="covered-content"
          className="kw-covered"
        >
          <div className="kw-stack">
            <p className="kw-subtle">
              {say('changes.the-digest-is-computed-over-all-of')}
            </p>
            <KeyFacts isHorizontal facts={facts(change)} />
            <Block title={say('changes.input')}>
              <JsonView value={change.input} label={say('changes.input')} />
            </Block>
            <Block title={say('changes.request')}>
              <RequestView
                request={change.plan.request}
                label={say('changes.request-body-that-the-digest-covers')}
              />
            </Block>
            <Block title={say('changes.what-the-target-must-still-look-like')}>
              <JsonView value={change.guard} label={say('changes.guard')} />
            </Block>
            <Block title={say('changes.what-it-looks-like-afterwards')}>
              <JsonView
                value={change.plan.after}
                label={say('changes.after')}
              />
            </Block>
            <SaveAsFile change={change} />
          </div>
        </ExpandableSection>
      </CardBody>
    </Card>
  );
}
