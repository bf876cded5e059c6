import type { AuditRow } from '@keyward/contract';
import { NoValue, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/**
 * What a row is about, by the name it has today where it still exists; a change, a task or a connection opens with a
 * click.
 */
export function AuditObject({
  row,
  name,
}: {
  row: AuditRow;
  name: string | undefined;
}): ReactNode {
  const { object, code, outcome } = row;
  if (object === null) return <NoValue />;
  const shown =
    name === undefined ? (
      <code className="kw-audit-object">
        <VisibleText text={object} />
      </code>
    ) : (
      <span title={object}>
        <VisibleText text={name} />
      </span>
    );
  const room = code.slice(0, code.indexOf('.'));
  if (name === undefined && outcome !== 'success' && room !== 'task') {
    return shown;
  }
  switch (room) {
    case 'change':
      return (
        <Link to="/changes/$id" params={{ id: object }}>
          {shown}
        </Link>
      );
    case 'task':
      return (
        <Link to="/tasks/$id" params={{ id: object }}>
          {shown}
        </Link>
      );
    case 'connection':
      return name === undefined ? (
        shown
      ) : (
        <Link to="/connections/$id" params={{ id: object }}>
          {shown}
        </Link>
      );
    default:
      return shown;
  }
}
