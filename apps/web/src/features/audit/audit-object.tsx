import type { AuditRow } from '@keyward/contract';
import { NoValue, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** What a row is about; a change, a task or a connection that still exists opens with a click. */
export function AuditObject({ row }: { row: AuditRow }): ReactNode {
  const { object, code, outcome } = row;
  if (object === null) return <NoValue />;
  const shown = (
    <code className="kw-audit-object">
      <VisibleText text={object} />
    </code>
  );
  if (outcome !== 'success' && !code.startsWith('task.')) return shown;
  if (code.startsWith('change.')) {
    return (
      <Link to="/changes/$id" params={{ id: object }}>
        {shown}
      </Link>
    );
  }
  if (code.startsWith('task.')) {
    return (
      <Link to="/tasks/$id" params={{ id: object }}>
        {shown}
      </Link>
    );
  }
  return shown;
}
