import type {
  CatalogueEntry,
  OperationId,
  TargetOperationId,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { Gallery, Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChoiceCard } from './choice-card.tsx';
import { goByArrows } from './go-by-arrows.ts';

const SYSTEMS = {
  vcenter: 'vCenter',
  esx: say('new-change.esx-host'),
  ontap: 'ONTAP',
} as const;

interface ChooseOperationProps {
  entries: readonly CatalogueEntry[];
  chosen: OperationId | undefined;
  onChoose: (operation: TargetOperationId) => void;
}

/** What can be changed. An operation that no connection offers says why. */
export function ChooseOperation({
  entries,
  chosen,
  onChoose,
}: ChooseOperationProps): ReactNode {
  return (
    <Gallery
      hasGutter
      minWidths={{ default: '100%', md: '320px' }}
      role="radiogroup"
      onKeyDown={goByArrows}
      aria-label={say('new-change.operation')}
    >
      {entries.map((entry) => (
        <ChoiceCard
          key={entry.id}
          id={`operation-${entry.id.replace('.', '-')}`}
          group="operation"
          title={entry.title}
          isChosen={entry.id === chosen}
          unavailable={whyUnavailable(entry)}
          onChoose={() => {
            onChoose(entry.id);
          }}
          labels={
            <>
              <Label isCompact variant="outline">
                {SYSTEMS[entry.system]}
              </Label>
              <Label
                isCompact
                variant="outline"
                color={entry.execution === 'immediate' ? 'orange' : 'grey'}
              >
                {approvalWords(entry)}
              </Label>
              {entry.risk === 'high' && (
                <Label isCompact variant="outline" status="warning">
                  {say('new-change.high-risk')}
                </Label>
              )}
            </>
          }
        >
          {entry.summary}
        </ChoiceCard>
      ))}
    </Gallery>
  );
}

/** Who else has to agree, in words. */
export function approvalWords(
  entry: Pick<CatalogueEntry, 'execution' | 'approvals'>,
): string {
  if (entry.execution === 'immediate') return say('new-change.runs-at-once');
  return say('new-change.approvals', { approvals: entry.approvals });
}

function whyUnavailable(
  entry: CatalogueEntry,
): { reason: string; alternative: string | null } | undefined {
  if (entry.connections.some((each) => each.available)) return undefined;
  const [first] = entry.connections;
  if (first === undefined) {
    return {
      reason: say('new-change.there-is-no-connection-yet', {
        system: SYSTEMS[entry.system],
      }),
      alternative: say('new-change.add-one-under-connections'),
    };
  }
  return {
    reason: first.reason ?? say('new-change.no-connection-offers-it'),
    alternative: first.alternative,
  };
}
