import type { KnownProblem } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import { useCopied } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { PROBLEM_SYSTEMS, PROOFS } from './problem-words.ts';

function problemText(problem: KnownProblem, address: string): string {
  const { sentence, cause, check, fix } = problem;
  return [
    `${PROBLEM_SYSTEMS[problem.system]} · ${problem.code}`,
    sentence,
    say('known-problems.why', { cause }),
    say('known-problems.check', { check }),
    say('known-problems.then', { fix }),
    PROOFS[problem.proof].word,
    address,
    '',
  ].join('\n');
}

/** Copies the whole entry with its address, for a ticket or a caller's mail. */
export function CopyProblem({ problem }: { problem: KnownProblem }): ReactNode {
  const { isCopied, copy } = useCopied();
  return (
    <Button
      variant="secondary"
      icon={isCopied ? <CheckIcon /> : <CopyIcon />}
      onClick={() => {
        copy(problemText(problem, window.location.href));
      }}
    >
      {isCopied
        ? say('known-problems.copied')
        : say('known-problems.copy-for-a-ticket')}
    </Button>
  );
}
