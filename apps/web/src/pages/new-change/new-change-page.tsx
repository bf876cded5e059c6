import {
  isConsoleOperation,
  OPERATION_IDS,
  type AnyChange,
  type CatalogueEntry,
  type Draft,
  type OperationId,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';

import { isApiProblem } from '../../api/api-problem.ts';
import { changeQuery } from '../../api/changes.ts';
import { draftKeys, draftQuery } from '../../api/drafts.ts';
import { operationsQuery } from '../../api/operations.ts';
import { policyQuery } from '../../api/policy.ts';
import type { CopiedChange } from '../../features/new-change/change-draft.tsx';
import { NewChange } from '../../features/new-change/new-change.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageLoading } from '../../page/page-loading.tsx';
import { PageProblem } from '../../page/page-problem.tsx';
import { startOf } from './start-text.ts';

const TITLE = say('new-change.new-change');

/** `/changes/new`: the address holds operation, connection and the change that is copied. */
export function NewChangePage(): ReactNode {
  const search = useSearch({ from: '/signed-in/changes/new' });
  const start = useMemo(() => startOf(search), [search]);
  const navigate = useNavigate();
  const router = useRouter();
  const operations = useQuery(operationsQuery);
  const policy = useQuery(policyQuery);
  const draft = useQuery({
    ...draftQuery(search.draft ?? ''),
    enabled: search.draft !== undefined,
  });
  const copyOf = search.copyOf ?? draft.data?.copyOf ?? undefined;
  const source = useQuery({
    ...changeQuery(copyOf ?? ''),
    enabled: copyOf !== undefined,
    staleTime: Infinity,
  });
  const queryClient = useQueryClient();

  if (draft.data === undefined && isGone(draft.error)) return <DraftGone />;
  // What was read before is good enough where reading it again fails: a form that is being filled in stays as it is.
  const failed = [operations, policy, source, draft].find(
    ({ data, error }) => data === undefined && error !== null,
  );
  if (failed !== undefined) {
    const retry = (): void => {
      void operations.refetch();
      void policy.refetch();
      if (copyOf !== undefined) void source.refetch();
      if (search.draft !== undefined) void draft.refetch();
    };
    return <PageProblem title={TITLE} error={failed.error} onRetry={retry} />;
  }
  if (
    operations.data === undefined ||
    policy.data === undefined ||
    (copyOf !== undefined && source.data === undefined) ||
    (search.draft !== undefined && draft.data === undefined)
  ) {
    return <PageLoading />;
  }

  const copied = source.data === undefined ? null : readCopy(source.data);
  const opened = draft.data ?? null;
  const from = opened === null ? copied : sourceOf(opened);
  const chosen = choiceOf(search, from, operations.data.items);
  /** The draft is not there any more, so nothing may be filled in from what was read of it, also on the way back. */
  const forgetDrafts = (): void => {
    queryClient.removeQueries({ queryKey: draftKeys.each });
    void queryClient.invalidateQueries({ queryKey: draftKeys.list });
  };
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
        start={start}
        policy={policy.data}
        copied={
          copied !== null && copied.operation === chosen.operation
            ? copied
            : null
        }
        draft={{
          opened: opened?.operation === chosen.operation ? opened : null,
          reasons: { reason: start.reason ?? '', ticket: start.ticket ?? '' },
          onKept: (id) => {
            // Somebody who is leaving is not called back.
            if (router.latestLocation.pathname !== '/changes/new') return;
            void navigate({
              to: '/changes/new',
              search: (before) => ({ ...before, draft: id }),
              replace: true,
              ignoreBlocker: true,
            });
          },
          onDiscarded: () => {
            void navigate({
              to: '/changes/new',
              search: {},
              ignoreBlocker: true,
            }).then(forgetDrafts);
          },
        }}
        onChoose={(operation, connection) => {
          const keepsCopy =
            copyOf !== undefined && operation === copied?.operation;
          void navigate({
            to: '/changes/new',
            search: addressOf(
              operation,
              connection,
              keepsCopy ? copyOf : undefined,
            ),
          });
        }}
        onSubmitted={(id) => {
          void navigate({
            to: '/changes/$id',
            params: { id },
            ignoreBlocker: true,
          }).then(forgetDrafts);
        }}
      />
    </PageFrame>
  );
}

/** It was submitted or thrown away, here or in another tab. */
function DraftGone(): ReactNode {
  return (
    <PageFrame title={TITLE}>
      <EmptyPage
        title={say('new-change.draft-gone')}
        actions={
          <LinkButton to="/changes/new" search={{}}>
            {say('new-change.start-a-new-change')}
          </LinkButton>
        }
      >
        {say('new-change.draft-gone-why')}
      </EmptyPage>
    </PageFrame>
  );
}

function isGone(error: unknown): boolean {
  return isApiProblem(error) && error.code === 'not_found';
}

function sourceOf(draft: Draft): Pick<Source, 'operation' | 'connectionId'> {
  return {
    operation: draft.operation,
    connectionId: draft.connection?.id,
  };
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
    id: change.id,
    reference: change.reference,
    operation: change.operation,
    connectionId:
      change.target.type === 'connection'
        ? change.target.connection.id
        : undefined,
    input: change.input,
    remarks: change.decisions.flatMap(({ comment, fieldPointer, person }) =>
      comment === null || fieldPointer === null
        ? []
        : [{ pointer: fieldPointer, by: person.displayName, text: comment }],
    ),
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

/** The address decides; a draft or a copy fills in what the address leaves open. */
function choiceOf(
  search: { operation?: string; connection?: string },
  from: Pick<Source, 'operation' | 'connectionId'> | null,
  entries: readonly CatalogueEntry[],
): { operation: OperationId | undefined; connectionId: string | undefined } {
  const named = search.operation ?? from?.operation;
  const operation = OPERATION_IDS.find(
    (id) =>
      id === named &&
      (isConsoleOperation(id) || entries.some((entry) => entry.id === id)),
  );
  return { operation, connectionId: search.connection ?? from?.connectionId };
}
