import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Th, Thead, Tr } from '@keyward/ui';
import { useDeferredValue, type ReactNode } from 'react';

import { isDrawnInParts, TableRows } from '../../list/table-rows.tsx';
import { TaskRow } from './task-row.tsx';

/** Columns that a narrow screen can do without; the row's own page has them. */
const WIDE = 'pf-m-hidden pf-m-visible-on-xl';

const COLUMNS = 8;

function drawRow(task: TaskSummary, place: number | undefined): ReactNode {
  return <TaskRow key={task.id} task={task} place={place} />;
}

/** Tasks, newest first. The reference opens one. */
export function TasksTable({
  tasks: newest,
  label,
}: {
  tasks: readonly TaskSummary[];
  label: string;
}): ReactNode {
  // What a person does comes before what moves.
  const tasks = useDeferredValue(newest);
  const inParts = isDrawnInParts(tasks);
  return (
    <Table
      aria-label={label}
      className={`kw-table kw-rows ${inParts ? 'kw-rows-long' : ''}`}
      {...(inParts ? { 'aria-rowcount': tasks.length + 1 } : {})}
    >
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('tasks.task')}</Th>
          <Th>{say('tasks.what')}</Th>
          <Th modifier="nowrap">{say('tasks.target')}</Th>
          <Th modifier="nowrap">{say('tasks.state')}</Th>
          <Th modifier="nowrap" className={WIDE}>
            {say('tasks.requester')}
          </Th>
          <Th modifier="nowrap">{say('tasks.ticket')}</Th>
          <Th modifier="nowrap">{say('tasks.created')}</Th>
          <Th modifier="nowrap" className={`kw-right ${WIDE}`}>
            {say('tasks.took')}
          </Th>
        </Tr>
      </Thead>
      <TableRows rows={tasks} columns={COLUMNS} drawRow={drawRow} />
    </Table>
  );
}
