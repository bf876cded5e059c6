import type { MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Td } from '@keyward/ui';
import type { ReactNode } from 'react';

/** The version of a target, its build below it, or why neither is known. */
export function VersionCell({ row }: { row: MatrixRow }): ReactNode {
  const why = row.unknown.find(({ what }) => what === 'version');
  return (
    <Td dataLabel={say('estate-matrix.version')}>
      {row.version ?? say('estate-matrix.version-not-known')}
      {row.version === null && why !== undefined && (
        <div className="kw-fine-print">{why.because}</div>
      )}
      {row.build !== null && !row.build.includes(row.version ?? ' ') && (
        <div className="kw-fine-print kw-matrix-build">
          {say('estate-matrix.build', { build: row.build })}
        </div>
      )}
    </Td>
  );
}
