import {
  isConsoleOperation,
  type CatalogueEntry,
  type OperationId,
  type PolicyInForce,
  type TargetOperationId,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { useState, type ReactNode } from 'react';

import { ChooseConsoleOperation } from './choose-console-operation.tsx';
import { ChooseConnection } from './choose-connection.tsx';
import { approvalWords, ChooseOperation } from './choose-operation.tsx';
import { ConsoleChange } from './console-change.tsx';
import type { CopiedChange, DraftStart } from './change-draft.tsx';
import { DraftSteps, usePreparedDraft } from './draft-steps.tsx';
import type { LinkFilled } from './filled-by-link.tsx';
import type {
  FormStart,
  OperationFormProps,
} from '../../operations/operation-view.ts';
import { OPERATION_VIEWS } from '../../operations/registry.ts';
import { startFields } from '../../operations/start-fields.ts';
import { StepSection } from '../../page/step-section.tsx';

interface NewChangeProps {
  entries: readonly CatalogueEntry[];
  operation: OperationId | undefined;
  connectionId: string | undefined;
  /** What the address says beside operation and connection; the operation's form knows what it is for. */
  start: FormStart;
  policy: PolicyInForce;
  copied: CopiedChange | null;
  draft: DraftStart;
  /** Keeps the choices in the address, so that a half-made change can be linked to. */
  onChoose: (
    operation: OperationId | undefined,
    connectionId: string | undefined,
  ) => void;
  onSubmitted: (changeId: string) => void;
}

/** The way from "what" to "submitted" on one page: four steps, of which the finished ones fold to a line. */
export function NewChange({
  entries,
  operation,
  connectionId,
  start,
  policy,
  copied,
  draft,
  onChoose,
  onSubmitted,
}: NewChangeProps): ReactNode {
  usePreparedDraft();
  const [hasChosen, setChosen] = useState(false);
  const choose: NewChangeProps['onChoose'] = (...choice) => {
    setChosen(true);
    onChoose(...choice);
  };
  const linkOf = (
    filled: OperationId,
    where: string | undefined,
  ): LinkFilled => ({
    fields: [
      // A copy is filled in from its change alone, but for the reasons.
      ...(copied === null ? startFields(filled, start) : []),
      ...(draft.reasons.reason === '' ? [] : [say('new-change.reason')]),
      ...(draft.reasons.ticket === '' ? [] : [say('new-change.ticket')]),
    ],
    onEmpty: () => {
      choose(filled, where);
    },
  });
  if (operation !== undefined && isConsoleOperation(operation)) {
    return (
      <ConsoleChange
        key={[operation, ...startKey(start, draft)].join(' ')}
        operation={operation}
        policy={policy}
        start={start}
        copied={copied}
        draft={draft}
        link={linkOf(operation, undefined)}
        takesFocus={hasChosen}
        onChooseAnother={() => {
          choose(undefined, undefined);
        }}
        onSubmitted={onSubmitted}
      />
    );
  }
  const entry = entries.find((each) => each.id === operation);
  const target = entry?.connections.find(
    (each) => each.connection.id === connectionId && each.available,
  );
  const chooseOperation = (chosen: TargetOperationId): void => {
    const able =
      entries
        .find((each) => each.id === chosen)
        ?.connections.filter((each) => each.available) ?? [];
    choose(chosen, able.length === 1 ? able[0]?.connection.id : undefined);
  };
  return (
    <>
      <StepSection
        number={1}
        title={say('new-change.choose-what-to-change')}
        state={entry === undefined ? 'current' : 'done'}
        summary={
          entry === undefined
            ? undefined
            : `${entry.title} · ${approvalWords(entry).toLowerCase()}`
        }
        onChange={() => {
          choose(undefined, undefined);
        }}
      >
        {entry === undefined && (
          <>
            <ChooseOperation
              entries={entries}
              chosen={operation}
              onChoose={chooseOperation}
            />
            <ChooseConsoleOperation
              onChoose={(chosen) => {
                choose(chosen, undefined);
              }}
            />
          </>
        )}
      </StepSection>
      <StepSection
        number={2}
        title={say('new-change.choose-where')}
        state={
          entry === undefined
            ? 'upcoming'
            : target === undefined
              ? 'current'
              : 'done'
        }
        summary={
          target === undefined
            ? undefined
            : `${target.connection.name}${target.version === null ? '' : ' ' + say('new-change.version-inline', { version: target.version })}`
        }
        onChange={() => {
          choose(operation, undefined);
        }}
        takesFocus={hasChosen}
      >
        {entry !== undefined && target === undefined && (
          <ChooseConnection
            entry={entry}
            chosen={connectionId}
            onChoose={(chosen) => {
              choose(operation, chosen);
            }}
          />
        )}
      </StepSection>
      {entry === undefined || target === undefined ? (
        <>
          <StepSection
            number={3}
            title={say('new-change.fill-in-the-details')}
            state="upcoming"
          />
          <StepSection
            number={4}
            title={say('new-change.check-and-submit')}
            state="upcoming"
          />
        </>
      ) : (
        <DraftSteps
          key={[entry.id, target.connection.id, ...startKey(start, draft)].join(
            ' ',
          )}
          operation={entry.id}
          connectionId={target.connection.id}
          runsAtOnce={entry.execution === 'immediate'}
          firstStep={3}
          renderForm={(props) => (
            <TargetForm
              {...props}
              operation={entry.id}
              connectionId={target.connection.id}
              start={start}
            />
          )}
          copied={copied}
          draft={draft}
          link={linkOf(entry.id, target.connection.id)}
          takesFocus={hasChosen}
          onSubmitted={onSubmitted}
        />
      )}
    </>
  );
}

/** Another start is another form; a draft that comes to be while somebody types is the same one. */
function startKey(start: FormStart, { reasons }: DraftStart): string[] {
  return [
    start.person,
    start.roles,
    start.active,
    start.reset,
    start.connection,
    start.cluster,
    start.provider,
    start.service,
    start.trustAuthorityCluster,
    start.keyManager,
    start.server,
    start.keyId,
    start.keySource,
    reasons.reason,
    reasons.ticket,
  ].map((each) => each ?? '');
}

function TargetForm({
  operation,
  ...props
}: OperationFormProps & { operation: TargetOperationId }): ReactNode {
  const { Form } = OPERATION_VIEWS[operation];
  return <Form {...props} />;
}
