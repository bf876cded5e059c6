import { OPERATION_FACTS, type ConsoleOperationId } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Gallery, Label, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChoiceCard } from './choice-card.tsx';

const IDS: readonly ConsoleOperationId[] = [
  'console.update-policy',
  'console.update-roles',
  'console.update-connection',
];

/** What can be changed on the console itself, below what can be changed on targets. */
export function ChooseConsoleOperation({
  onChoose,
}: {
  onChoose: (operation: ConsoleOperationId) => void;
}): ReactNode {
  return (
    <div className="kw-stack kw-choices-below">
      <Title headingLevel="h3" size="md" id="console-operations">
        {say('new-change.on-this-console')}
      </Title>
      <Gallery
        hasGutter
        minWidths={{ default: '100%', md: '320px' }}
        role="radiogroup"
        aria-labelledby="console-operations"
      >
        {IDS.map((id) => (
          <ChoiceCard
            key={id}
            id={`operation-${id.replace('.', '-')}`}
            group="operation"
            title={OPERATION_FACTS[id].title}
            isChosen={false}
            onChoose={() => {
              onChoose(id);
            }}
            labels={
              OPERATION_FACTS[id].risk === 'high' && (
                <Label isCompact variant="outline" status="warning">
                  {say('new-change.high-risk')}
                </Label>
              )
            }
          >
            {OPERATION_FACTS[id].summary}
          </ChoiceCard>
        ))}
      </Gallery>
    </div>
  );
}
