import '@patternfly/react-styles/css/components/Table/table.css';
import '@patternfly/react-styles/css/components/Table/table-grid.css';

import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { RhMicronsCaretDownIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

// The look of the library's table without its component: that one brings sorting, selecting, dragging, trees and
// menus along, and measures every cell after it is drawn.

/** Shares of the table's width in percent, as the stylesheet has them. */
type Width = 10 | 15 | 20 | 25 | 30 | 35 | 40 | 45 | 50 | 60 | 70 | 80 | 90;

interface PartProps {
  children?: ReactNode;
  className?: string | undefined;
}

function classes(...names: readonly (string | false | undefined)[]): string {
  return names
    .filter((name) => name !== undefined && name !== false && name !== '')
    .join(' ');
}

/** A table that becomes a list of cards on a narrow screen: each cell then shows its `dataLabel`. */
export function Table({
  children,
  className,
  'aria-label': label,
  hasBorders = true,
  'aria-rowcount': rowCount,
}: PartProps & {
  'aria-label': string;
  /** Of all rows, where not every one is drawn. */
  'aria-rowcount'?: number;
  /** Lines between the rows. */
  hasBorders?: boolean;
}): ReactNode {
  return (
    <table
      aria-label={label}
      aria-rowcount={rowCount}
      // Said, since cells that are laid out as cards are no table to every browser.
      role="table"
      className={classes(
        className,
        'pf-v6-c-table',
        'pf-m-grid-md',
        'pf-m-compact',
        !hasBorders && 'pf-m-no-border-rows',
      )}
    >
      {children}
    </table>
  );
}

export function Thead({ children }: PartProps): ReactNode {
  return <thead className="pf-v6-c-table__thead">{children}</thead>;
}

/** Rows; with `isExpanded` they are one row and what it opens. */
export function Tbody({
  children,
  isExpanded = false,
}: PartProps & { isExpanded?: boolean }): ReactNode {
  return (
    <tbody
      className={classes('pf-v6-c-table__tbody', isExpanded && 'pf-m-expanded')}
    >
      {children}
    </tbody>
  );
}

/** A row. One with `isExpanded` is what the row above it opens, and hidden while that is closed. */
export function Tr({
  children,
  className,
  isExpanded,
}: PartProps & { isExpanded?: boolean }): ReactNode {
  return (
    <tr
      hidden={isExpanded === false}
      className={classes(
        'pf-v6-c-table__tr',
        className,
        isExpanded !== undefined && 'pf-v6-c-table__expandable-row',
        isExpanded === true && 'pf-m-expanded',
      )}
    >
      {children}
    </tr>
  );
}

interface CellProps extends PartProps {
  /** What the column is called, for when the row is a card. */
  dataLabel?: string;
  modifier?: 'nowrap' | 'wrap';
}

/** The head of a column, or with `scope="row"` of a row. */
export function Th({
  children,
  className,
  dataLabel,
  modifier,
  width,
  scope = 'col',
  screenReaderText,
}: CellProps & {
  width?: Width;
  scope?: 'col' | 'row';
  /** Its name where nothing is to be seen. */
  screenReaderText?: string;
}): ReactNode {
  return (
    <th
      scope={scope}
      data-label={dataLabel}
      className={classes(
        'pf-v6-c-table__th',
        className,
        modifier !== undefined && `pf-m-${modifier}`,
        width !== undefined && `pf-m-width-${String(width)}`,
      )}
    >
      {children ?? (
        <span className="pf-v6-screen-reader">{screenReaderText}</span>
      )}
    </th>
  );
}

export function Td({
  children,
  className,
  dataLabel,
  modifier,
  colSpan,
}: CellProps & { colSpan?: number }): ReactNode {
  return (
    <td
      colSpan={colSpan}
      data-label={dataLabel}
      className={classes(
        'pf-v6-c-table__td',
        className,
        modifier !== undefined && `pf-m-${modifier}`,
      )}
    >
      {children}
    </td>
  );
}

/** The cell whose button opens what is below its row. */
export function ToggleTd({
  of,
  isExpanded,
  onToggle,
}: {
  /** What its row is about, which the button's name says. */
  of: string;
  isExpanded: boolean;
  onToggle: () => void;
}): ReactNode {
  return (
    <td className={classes('pf-v6-c-table__td', 'pf-v6-c-table__toggle')}>
      <Button
        variant="plain"
        size="sm"
        className={isExpanded ? 'pf-m-expanded' : ''}
        aria-label={say('ui.details-of', { of })}
        aria-expanded={isExpanded}
        onClick={onToggle}
        icon={
          <div className="pf-v6-c-table__toggle-icon">
            <RhMicronsCaretDownIcon />
          </div>
        }
      />
    </td>
  );
}

/** What a row opens. */
export function ExpandableRowContent({ children }: PartProps): ReactNode {
  return (
    <div className="pf-v6-c-table__expandable-row-content">{children}</div>
  );
}
