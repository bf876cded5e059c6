import './estate.css';
import '../../list/cards.css';

import { say } from '@keyward/messages';
import { EmptyPage, ProblemNotice } from '@keyward/ui';
import { Button, Skeleton } from '@patternfly/react-core';
import { CubesIcon } from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { readItems } from '../../estate/use-estate.ts';
import { CsvButton } from '../../list/csv-button.tsx';
import { ListBar } from '../../list/list-bar.tsx';
import { NothingMatches } from '../../list/nothing-matches.tsx';
import { WordFilter } from '../../list/word-filter.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { COLLECTION_VIEWS } from './collection-views.tsx';
import { ConnectionGroup } from './connection-group.tsx';
import { columnsOf, type CsvRow, csvRowsOf } from './csv-rows.ts';
import type { EstatePart } from './estate-parts.ts';
import { type ConnectionEstate, useEstatePart } from './use-estate-part.ts';

interface EstateOfAllProps {
  part: EstatePart;
  filter: string;
  onFilter: (filter: string | undefined) => void;
}

/** One part of the estate over all connections. */
export function EstateOfAll({
  part,
  filter,
  onFilter,
}: EstateOfAllProps): ReactNode {
  const estate = useEstatePart(part.collections, filter);
  if (estate.error !== undefined && estate.error !== null) {
    return (
      <ProblemNotice problem={noticedProblem(problemOf(estate.error))}>
        <p>
          <Button variant="link" isInline onClick={estate.look}>
            {say('estate.try-again')}
          </Button>
        </p>
      </ProblemNotice>
    );
  }
  if (estate.isPending) {
    return (
      <div aria-busy="true" className="kw-stack">
        <Skeleton
          height="10rem"
          screenreaderText={say('estate.reading-what-the-connections-report')}
        />
        <Skeleton height="10rem" />
      </div>
    );
  }
  if (estate.groups.length === 0) {
    return (
      <EmptyPage title={part.nowhere} icon={CubesIcon}>
        {say('estate.what-connections-report-is-shown-here')}
      </EmptyPage>
    );
  }
  const isFiltered = filter !== '';
  const groups = isFiltered ? onlyMatching(estate.groups) : estate.groups;
  const rows = groups.flatMap(rowsOf);
  const clear = (): void => {
    onFilter(undefined);
  };
  return (
    <>
      <ListBar
        filters={{ q: filter }}
        onClear={clear}
        summary={
          <>
            <span className="kw-list-count" role="status">
              {isFiltered
                ? say('estate.of-shown', {
                    shown: estate.shown,
                    known: estate.known,
                  })
                : say('estate.on-connections', {
                    known: estate.known,
                    connections: estate.groups.length,
                  })}
            </span>
            <CsvButton
              name={`keyward-${part.name}`}
              columns={columnsOf(rows)}
              rows={rows}
            />
          </>
        }
      >
        <WordFilter
          key={part.name}
          label={say('estate.filter-hint')}
          value={filter}
          onChange={onFilter}
        />
      </ListBar>
      {groups.length === 0 ? (
        <NothingMatches onClear={clear} />
      ) : (
        <div className="kw-stack kw-cards">
          {groups.map((group) => (
            <ConnectionGroup
              key={group.connectionId}
              group={group}
              hasTitles={part.collections.length > 1}
              look={estate.look}
            />
          ))}
        </div>
      )}
    </>
  );
}

function onlyMatching(groups: readonly ConnectionEstate[]): ConnectionEstate[] {
  return groups
    .map((group) => ({
      ...group,
      reported: group.reported.filter(({ items }) => items.length > 0),
    }))
    .filter(({ reported }) => reported.length > 0);
}

/** What the page shows of one connection, line by line. */
function rowsOf({ name, reported }: ConnectionEstate): CsvRow[] {
  return reported.flatMap(({ collection, answer, items }) =>
    csvRowsOf(collection, readItems(collection, items)).map((row) => ({
      [say('estate.connection')]: name,
      [say('estate.what')]: COLLECTION_VIEWS[collection].title,
      ...row,
      [say('estate.read-at')]: answer?.observedAt ?? null,
    })),
  );
}
