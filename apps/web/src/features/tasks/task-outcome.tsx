import type { TaskDetail } from '@keyward/contract';
import type { KnownProblem } from '@keyward/contract/known-problems';
import { Say, say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';
import { upstreamWords } from '../../wording/noticed-problem.ts';
import { useKnownProblem } from './use-known-problem.ts';

function FieldLink({
  task,
  field,
}: {
  task: TaskDetail;
  field: string;
}): ReactNode {
  if (field === 'connection' && task.target.type === 'connection') {
    return (
      <Link to="/connections/$id" params={{ id: task.target.connection.id }}>
        {say('tasks.open-the-connection')}
      </Link>
    );
  }
  return (
    <>
      <Say
        id="tasks.it-is-about-the-field-see-it"
        values={{
          strong: <strong>{fieldWords(field)}</strong>,
          link: (children) => (
            <Link to="/changes/$id" params={{ id: task.changeId }}>
              {children}
            </Link>
          ),
        }}
      />
    </>
  );
}

/** Why, what to look at, and what to do, as the list of known problems has it. */
function KnownWords({ problem }: { problem: KnownProblem }): ReactNode {
  return (
    <dl className="kw-known-words">
      {[
        [say('tasks.why'), problem.cause],
        [say('tasks.check'), problem.check],
        [say('tasks.then'), problem.fix],
      ].map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface TaskOutcomeProps {
  task: TaskDetail;
  /** Whether this person may open connections; the helpdesk may not, and sees no field of a change either. */
  canOpenConnections: boolean;
}

/** Why a task ended as it did: plain sentence, next step, field, the vendor's words, and last codes and ids. */
export function TaskOutcome({
  task,
  canOpenConnections,
}: TaskOutcomeProps): ReactNode {
  const { explanation } = task;
  const known = useKnownProblem(task);
  if (explanation === null) return null;
  // Words about another ending of the same code would mislead; the link still leads to what is known of it.
  const isAboutThis = known?.fix === explanation.nextStep;
  const vendor = upstreamWords(task.upstream);
  const code = say('wording.code', { code: explanation.code });
  const showsField = explanation.field !== null && canOpenConnections;
  return (
    <ProblemNotice
      tone={
        task.state === 'failed'
          ? 'danger'
          : task.state === 'outcome_unknown'
            ? 'warning'
            : 'info'
      }
      problem={{
        sentence: explanation.sentence,
        nextStep: isAboutThis ? '' : explanation.nextStep,
        vendorText: vendor.text,
        facts: [
          code,
          ...vendor.facts.filter((fact) => fact !== code),
          task.upstream?.upstreamTaskId !== undefined ||
          task.upstreamTaskId === null
            ? undefined
            : say('tasks.upstream-task-inline', {
                upstreamTaskId: task.upstreamTaskId,
              }),
        ],
      }}
    >
      {known !== null && isAboutThis && <KnownWords problem={known} />}
      {showsField && explanation.field !== null && (
        <p>
          <FieldLink task={task} field={explanation.field} />
        </p>
      )}
      {known !== null && (
        <p>
          <Link to="/known-problems/$id" params={{ id: known.id }}>
            {say('tasks.about-this-problem')}
          </Link>
        </p>
      )}
    </ProblemNotice>
  );
}
