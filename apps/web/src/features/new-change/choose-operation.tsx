import type {
  CatalogueEntry,
  OperationId,
  TargetOperationId,
} from '@keyward/contract';
import { Gallery, Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChoiceCard } from './choice-card.tsx';

const SYSTEMS = {
  vcenter: 'vCenter',
  esx: 'ESX host',
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
      aria-label="Operation"
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
                  High risk
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
  if (entry.execution === 'immediate') return 'Runs at once';
  return entry.approvals === 1
    ? 'One approval'
    : `${String(entry.approvals)} approvals`;
}

function whyUnavailable(
  entry: CatalogueEntry,
): { reason: string; alternative: string | null } | undefined {
  if (entry.connections.some((each) => each.available)) return undefined;
  const [first] = entry.connections;
  if (first === undefined) {
    return {
      reason: `There is no ${SYSTEMS[entry.system]} connection yet.`,
      alternative: 'Add one under Connections.',
    };
  }
  return {
    reason: first.reason ?? 'No connection offers it.',
    alternative: first.alternative,
  };
}
