import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChecksList } from '../../checks/checks-list.tsx';
import { ChecksReadAt } from '../../checks/checks-read-at.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { DecisionFailure } from './decision-failure.tsx';
import { useChangeActions } from './use-change-actions.ts';
import type { Reading } from './use-reading.ts';

/** The evidence, how old it is, and the button that takes it again. */
export function ChecksSection({
  change,
  reading,
}: {
  change: ChangeDetail;
  reading: Reading;
}): ReactNode {
  const actions = useChangeActions(change.id);
  return (
    <SectionCard
      title={say('changes.checks')}
      aside={
        <span className="kw-buttons">
          <ChecksReadAt
            checks={change.checks}
            what={
              change.target.type === 'console'
                ? say('changes.console')
                : say('changes.target')
            }
          />
          {change.actions.recheck.allowed && (
            <Button
              variant="secondary"
              size="sm"
              isLoading={actions.recheck.isPending}
              isDisabled={actions.isBusy}
              onClick={() => {
                actions.recheck.mutate();
              }}
            >
              {say('changes.run-the-checks-again')}
            </Button>
          )}
        </span>
      }
    >
      <DecisionFailure actions={actions} />
      <ChecksList
        checks={change.checks}
        acknowledge={
          reading.isAsked
            ? {
                keys: reading.done,
                saidBefore: change.caution,
                onChange: reading.mark,
              }
            : undefined
        }
      />
    </SectionCard>
  );
}
