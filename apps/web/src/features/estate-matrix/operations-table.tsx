import type { MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import { StatusLabel, Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ChangeLink } from '../../estate/change-link.tsx';
import { VersionCell } from './version-cell.tsx';

interface OperationsTableProps {
  /** Connections of one kind: they share their operations. */
  rows: readonly MatrixRow[];
  label: string;
}

/** Which change is possible where; where it is not, why, and what to do instead. */
export function OperationsTable({
  rows,
  label,
}: OperationsTableProps): ReactNode {
  const operations = rows[0]?.operations ?? [];
  return (
    <>
      <Table className="kw-table kw-matrix" aria-label={label}>
        <Thead>
          <Tr>
            <Th modifier="nowrap">{say('estate-matrix.connection')}</Th>
            <Th modifier="nowrap">{say('estate-matrix.version')}</Th>
            {operations.map(({ operation, title }) => (
              <Th key={operation} modifier="wrap">
                {title}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={row.connectionId}>
              <Th
                scope="row"
                dataLabel={say('estate-matrix.connection')}
                modifier="nowrap"
              >
                <Link to="/connections/$id" params={{ id: row.connectionId }}>
                  {row.name}
                </Link>
              </Th>
              <VersionCell row={row} />
              {operations.map(({ operation, title }) => (
                <Td key={operation} dataLabel={title}>
                  <Possibility
                    row={row}
                    operation={row.operations.find(
                      (each) => each.operation === operation,
                    )}
                  />
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
      <Alternatives rows={rows} />
    </>
  );
}

/** What to do instead, said once for all the cells that would say it. */
function Alternatives({ rows }: { rows: readonly MatrixRow[] }): ReactNode {
  const found = new Map<string, Set<string>>();
  for (const { alternative, title } of rows.flatMap((row) => row.operations)) {
    if (alternative === null) continue;
    found.set(alternative, (found.get(alternative) ?? new Set()).add(title));
  }
  if (found.size === 0) return null;
  return (
    <>
      <h3 className="kw-subheading">
        {say('estate-matrix.where-not-possible')}
      </h3>
      <ul className="kw-matrix-instead">
        {[...found].map(([alternative, titles]) => (
          <li key={alternative}>
            {say('estate-matrix.instead', {
              titles: [...titles].join(' · '),
              alternative,
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

function Possibility({
  row,
  operation,
}: {
  row: MatrixRow;
  operation: MatrixRow['operations'][number] | undefined;
}): ReactNode {
  if (operation?.available === true) {
    return (
      <>
        <StatusLabel tone="good">{say('estate-matrix.possible')}</StatusLabel>{' '}
        <ChangeLink
          operation={operation.operation}
          connectionId={row.connectionId}
          label={say('estate-matrix.request-it-on', {
            title: operation.title,
            connection: row.name,
          })}
        >
          {say('estate-matrix.request-it')}
        </ChangeLink>
      </>
    );
  }
  return (
    <div>
      <StatusLabel tone="stopped">
        {say('estate-matrix.not-possible')}
      </StatusLabel>
      <div className="kw-fine-print">{operation?.reason}</div>
    </div>
  );
}
