import './estate-matrix.css';
import '../../list/cards.css';

import type { MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { estateMatrixQuery } from '../../api/across-connections.ts';
import { SourcesNote } from '../../estate/sources-note.tsx';
import { SectionQuery } from '../../page/section-query.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { SYSTEM_NAMES } from '../../wording/states.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { matrixColumns } from './matrix-columns.ts';
import { OperationsTable } from './operations-table.tsx';
import { RemovedTable } from './removed-table.tsx';
import { UpgradeTable } from './upgrade-table.tsx';

const KINDS = ['vcenter', 'esx', 'ontap'] as const;

/** Versions, what can be changed where, and what is in the way of vSphere 9. */
export function EstateMatrixView(): ReactNode {
  const query = useQuery(estateMatrixQuery);
  const rows = query.data?.connections ?? [];
  return (
    <SectionQuery query={query} label={say('estate-matrix.loading')}>
      {rows.length === 0 ? (
        <EmptyPage title={say('estate-matrix.no-connections')}>
          {say('estate-matrix.what-would-be-here')}
        </EmptyPage>
      ) : (
        <div className="kw-stack kw-cards">
          <div className="kw-list-bar">
            <SourcesNote
              sources={query.data?.sources ?? []}
              isFetching={query.isFetching}
              look={() => void query.refetch()}
            />
            <div className="kw-list-summary">
              <CsvButton
                name="keyward-versions"
                columns={matrixColumns(rows)}
                rows={rows}
              />
            </div>
          </div>
          <WayToNine rows={rows.filter(({ kind }) => kind === 'vcenter')} />
          {KINDS.map((kind) => (
            <Possible
              key={kind}
              kind={kind}
              rows={rows.filter((row) => row.kind === kind)}
            />
          ))}
        </div>
      )}
    </SectionQuery>
  );
}

function WayToNine({ rows }: { rows: readonly MatrixRow[] }): ReactNode {
  if (rows.length === 0) return null;
  const blocked = rows.filter(({ verdict }) => verdict === 'blocks_upgrade');
  return (
    <SectionCard title={say('estate-matrix.the-way-to-vsphere-9')}>
      <p>
        {say('estate-matrix.vcenters-depend', {
          blocked: blocked.length,
          all: rows.length,
        })}
      </p>
      <UpgradeTable rows={rows} />
      <h3 className="kw-subheading">
        {say('estate-matrix.what-vsphere-9-removes')}
      </h3>
      <RemovedTable rows={rows} />
    </SectionCard>
  );
}

function Possible({
  kind,
  rows,
}: {
  kind: (typeof KINDS)[number];
  rows: readonly MatrixRow[];
}): ReactNode {
  if (rows.length === 0) return null;
  const title = say('estate-matrix.what-can-be-changed', {
    kind: SYSTEM_NAMES[kind],
  });
  return (
    <SectionCard title={title}>
      <OperationsTable rows={rows} label={title} />
    </SectionCard>
  );
}
