import './handshakes.css';

import type { ChangeDetail, Handshakes } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert, ProblemNotice } from '@keyward/ui';
import { Button, Spinner } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { problemOf } from '../../../api/api-problem.ts';
import { SectionCard } from '../../../page/section-card.tsx';
import { noticedProblem } from '../../../wording/noticed-problem.ts';
import { ServerResult } from './server-result.tsx';
import { useHandshakeAgain } from './use-handshake-again.ts';

/** Key servers are tried until the task has started. */
function mayRun({ state }: ChangeDetail): boolean {
  return state === 'pending' || state === 'approved';
}

function Standing({ handshakes }: { handshakes: Handshakes }): ReactNode {
  return (
    <div role="status" className="kw-announced">
      {handshakes.state === 'running' && (
        <p className="kw-handshakes-running">
          <Spinner size="md" aria-hidden="true" />
          {say('handshakes.the-key-servers-are-being-tried-this')}
        </p>
      )}
      {handshakes.state === 'interrupted' && (
        <Alert
          isInline
          isPlain
          variant="warning"
          component="h3"
          title={
            handshakes.items.length === 0
              ? say('handshakes.the-key-servers-have-not-been-tried')
              : say('handshakes.the-last-look-was-interrupted-what-is')
          }
        />
      )}
    </div>
  );
}

/** Evidence beside the checks: what each key server answered the console, layer by layer. */
export function HandshakesSection({
  change,
}: {
  change: ChangeDetail;
}): ReactNode {
  const { handshakes } = change;
  const isRunning = handshakes.state === 'running';
  const again = useHandshakeAgain(change.id, isRunning);
  return (
    <SectionCard
      title={say('handshakes.key-servers')}
      aside={
        mayRun(change) && (
          <Button
            variant="secondary"
            size="sm"
            isDisabled={isRunning || again.isPending}
            isLoading={again.isPending}
            onClick={() => {
              again.mutate();
            }}
          >
            {say('handshakes.run-again')}
          </Button>
        )
      }
    >
      <div className="kw-handshakes">
        <p className="kw-subtle">
          {say('handshakes.seen-from-keyward-not-from-the-target')}
        </p>
        <Standing handshakes={handshakes} />
        {again.error !== null && (
          <div role="alert">
            <ProblemNotice
              problem={noticedProblem(problemOf(again.error))}
              headingLevel="h3"
            />
          </div>
        )}
        {handshakes.items.map((result) => (
          <ServerResult key={result.server} result={result} />
        ))}
      </div>
    </SectionCard>
  );
}
