import type { Preview } from '@keyward/contract';
import { say } from '@keyward/messages';
import { BeforeAfter, FactText, RequestView } from '@keyward/ui';
import { ExpandableSection, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChecksList } from '../../checks/checks-list.tsx';

/** What exactly will happen: sentences, before and after, the checks, and the request word for word. */
export function PreviewPanel({ preview }: { preview: Preview }): ReactNode {
  const { plan, checks } = preview;
  return (
    <div className="kw-preview">
      <ul className="kw-lead" aria-label={say('new-change.what-will-change')}>
        {plan.sentences.map((sentence) => (
          <li key={sentence}>
            <FactText text={sentence} />
          </li>
        ))}
      </ul>
      {plan.differences.length > 0 && (
        <BeforeAfter
          differences={plan.differences}
          label={say('new-change.before-and-after')}
        />
      )}
      {checks.length > 0 && (
        <>
          <Title headingLevel="h3" size="md">
            {say('new-change.preflight-checks')}
          </Title>
          <ChecksList checks={checks} />
        </>
      )}
      <ExpandableSection
        toggleText={say('new-change.the-exact-request')}
        toggleId="request-toggle"
        contentId="request-content"
      >
        <RequestView request={plan.request} />
      </ExpandableSection>
    </div>
  );
}
