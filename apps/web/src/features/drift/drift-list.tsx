import type { DriftItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { driftAfterReadingQuery } from '../../api/across-connections.ts';
import { SourcesNote } from '../../estate/sources-note.tsx';
import { CsvButton } from '../../list/csv-button.tsx';
import type { CsvColumn } from '../../list/csv.ts';
import { SectionQuery } from '../../page/section-query.tsx';
import { DriftTable } from './drift-table.tsx';
import { driftWords } from './drift-words.ts';

const COLUMNS: readonly CsvColumn<DriftItem>[] = [
  { title: say('drift.severity'), value: ({ severity }) => severity },
  {
    title: say('drift.object'),
    value: (item) =>
      'objectName' in item ? item.objectName : say('drift.the-connection'),
  },
  { title: say('drift.what'), value: (item) => driftWords(item).what },
  { title: say('drift.next'), value: (item) => driftWords(item).next },
  { title: say('drift.connection'), value: (item) => item.connectionName },
  { title: say('drift.read'), value: ({ observedAt }) => observedAt },
];

/** Everything that is not as it should be, after asking every connection. */
export function DriftList(): ReactNode {
  const query = useQuery(driftAfterReadingQuery);
  const items = query.data?.items ?? [];
  return (
    <SectionQuery query={query} label={say('drift.loading')}>
      <div className="kw-list-bar">
        <SourcesNote
          sources={query.data?.sources ?? []}
          isFetching={query.isFetching}
          look={() => void query.refetch()}
        />
        <div className="kw-list-summary">
          <span className="kw-list-count">
            {say('drift.count', { count: items.length })}
          </span>
          <CsvButton name="keyward-drift" columns={COLUMNS} rows={items} />
        </div>
      </div>
      {items.length === 0 ? (
        <EmptyPage
          title={say('drift.nothing-differs')}
          icon={CheckCircleIcon}
          status="success"
        >
          {say('drift.what-would-be-here')}
        </EmptyPage>
      ) : (
        <DriftTable items={items} />
      )}
    </SectionQuery>
  );
}
