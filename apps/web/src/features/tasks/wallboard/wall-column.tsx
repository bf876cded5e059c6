import { say } from '@keyward/messages';
import type { TaskSummary } from '@keyward/contract';
import { useRef, type ReactNode } from 'react';

import { useRoom } from './use-room.ts';

/** Height of a row, and of the space between two, in letters; the style sheet has the same. */
const ROW_EM = { row: 4.5, gap: 0.5 } as const;

interface WallColumnProps {
  title: string;
  tasks: readonly TaskSummary[];
  /** In all, with those that were not even read. */
  count: number;
  empty: string;
  draw: (task: TaskSummary) => ReactNode;
  className: string;
}

/** A list that shows as many rows as it has room for, and counts the others. */
export function WallColumn(props: WallColumnProps): ReactNode {
  const { title, tasks, count, empty, draw, className } = props;
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, ROW_EM);
  const shown = tasks.slice(0, room);
  const others = count - shown.length;
  return (
    <section aria-label={title} className={`kw-wall-column ${className}`}>
      <h2>{title}</h2>
      <ul ref={list} className="kw-wall-rows">
        {shown.map(draw)}
        {tasks.length === 0 && <li className="kw-wall-empty">{empty}</li>}
      </ul>
      <p className="kw-wall-others">
        {others > 0 && say('wallboard.and-others', { others })}
      </p>
    </section>
  );
}
