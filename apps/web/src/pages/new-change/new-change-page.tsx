import {
  isConsoleOperation,
  operationId,
  type AnyChange,
  type CatalogueEntry,
  type OperationId,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { changeQuery } from '../../api/changes.ts';
import { operationsQuery } from '../../api/operations.ts';
import { policyQuery } from '../../api/policy.ts';
import type { CopiedChange } from '../../features/new-change/change-draft.tsx';
import { NewChange } from '../../features/new-change/new-change.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageProblem } from '../../page/page-problem.tsx';

const TITLE = say('new-change.new-change');

/** `/changes/new`: the address holds operation, connection and the change that is copied. */
export function NewChangePage(): ReactNode {
  const search = useSearch({ from: '/signed-in/changes/new' });
  const navigate = useNavigate();
  const operations = useQuery(operationsQuery);
  const policy = useQuery(policyQuery);
  const source = useQuery({
    ...changeQuery(search.copyOf ?? ''),
    enabled: search.copyOf !== undefined,
    staleTime: Infinity,
  });

  const failed = operations.error ?? policy.error ?? source.error;
  if (failed !== null) {
    const retry = (): void => {
      void operations.refetch();
      void policy.refetch();
      if (search.copyOf !== undefined) void source.refetch();
    };
    return <PageProblem title={TITLE} error={failed} onRetry={retry} />;
  }
  if (
    operations.data === undefined ||
    policy.data === undefined ||
    (search.copyOf !== undefined && source.data === undefined)
  ) {
    return <PageLoading />;
  }

  const copied = source.data === undefined ? null : readCopy(source.data);
  const chosen = choiceOf(search, copied, operations.data.items);
  return (
    <PageFrame
      title={TITLE}
      description={
        chosen.operation !== undefined && isConsoleOperation(chosen.operation)
          ? say('new-change.nothing-changes-before-you-have-seen-exactly')
          : say('new-change.nothing-reaches-the-target-before-you-have')
      }
    >
      <NewChange
        entries={operations.data.items}
        operation={chosen.operation}
        connectionId={chosen.connectionId}
        start={search}
        policy={policy.data}
        copied={
          copied !== null && copied.operation === chosen.operation
            ? copied
            : null
        }
        onChoose={(operation, connection) => {
          const keepsCopy =
            search.copyOf !== undefined && operation === copied?.operation;
          void navigate({
            to: '/changes/new',
            search: addressOf(
              operation,
              connection,
              keepsCopy ? search.copyOf : undefined,
            ),
          });
        }}
        onSubmitted={(id) => {
          void navigate({
            to: '/changes/$id',
            params: { id },
            ignoreBlocker: true,
          });
        }}
      />
    </PageFrame>
  );
}

/** With a copy, an open choice has to be said: the copy would fill it in again. */
function addressOf(
  operation: OperationId | undefined,
  connection: string | undefined,
  copyOf: string | undefined,
) {
  const where = connection ?? (copyOf === undefined ? undefined : 'none');
  return {
    ...(operation === undefined ? {} : { operation }),
    ...(where === undefined ? {} : { connection: where }),
    ...(copyOf === undefined ? {} : { copyOf }),
  };
}

interface Source extends CopiedChange {
  operation: OperationId;
  connectionId: string | undefined;
}

/** What can be taken over from a change; its content is missing for people who may only follow it. */
function readCopy(change: AnyChange): Source | null {
  if (change.detail !== 'full') return null;
  const bindings = Object.values(change.secrets);
  return {
    reference: change.reference,
    operation: change.operation,
    connectionId:
      change.target.type === 'connection'
        ? change.target.connection.id
        : undefined,
    input: change.input,
    reason: change.reason,
    ticket: change.ticket ?? '',
    ...(bindings.length === 0
      ? {}
      : {
          secretDelivery: bindings.some((each) => each.delivery === 'late')
            ? 'late'
            : 'sealed',
        }),
  };
}

/** The address decides; a copy fills in what the address leaves open. */
function choiceOf(
  search: { operation?: string; connection?: string },
  copied: Source | null,
  entries: readonly CatalogueEntry[],
): { operation: OperationId | undefined; connectionId: string | undefined } {
  const read = operationId.safeParse(search.operation ?? copied?.operation);
  const operation =
    read.success &&
    (isConsoleOperation(read.data) ||
      entries.some((entry) => entry.id === read.data))
      ? read.data
      : undefined;
  return { operation, connectionId: search.connection ?? copied?.connectionId };
}
