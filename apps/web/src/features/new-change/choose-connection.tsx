import type { CatalogueEntry } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Gallery } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChoiceCard } from './choice-card.tsx';
import { goByArrows } from './go-by-arrows.ts';

interface ChooseConnectionProps {
  entry: CatalogueEntry;
  chosen: string | undefined;
  onChoose: (connectionId: string) => void;
}

/** Where to change it. Targets that lack the operation stay in sight, with the reason and the alternative. */
export function ChooseConnection({
  entry,
  chosen,
  onChoose,
}: ChooseConnectionProps): ReactNode {
  const ordered = entry.connections.toSorted(
    (a, b) => Number(b.available) - Number(a.available),
  );
  return (
    <Gallery
      hasGutter
      minWidths={{ default: '100%', md: '260px' }}
      role="radiogroup"
      onKeyDown={goByArrows}
      aria-label={say('new-change.target')}
    >
      {ordered.map(
        ({ connection, version, available, reason, alternative }) => (
          <ChoiceCard
            key={connection.id}
            id={`connection-${connection.id}`}
            group="connection"
            title={connection.name}
            isChosen={connection.id === chosen}
            unavailable={
              available
                ? undefined
                : {
                    reason:
                      reason ??
                      say('new-change.this-target-does-not-have-the-operation'),
                    alternative,
                  }
            }
            onChoose={() => {
              onChoose(connection.id);
            }}
          >
            {version === null
              ? say('new-change.version-not-known-yet')
              : say('new-change.version', { version })}
          </ChoiceCard>
        ),
      )}
    </Gallery>
  );
}
