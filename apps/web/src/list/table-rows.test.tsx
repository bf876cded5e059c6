import { act, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { TableRows } from './table-rows.tsx';

interface Row {
  id: string;
  text: string;
}

let observed: { element: Element; tell: (isNear: boolean) => void }[];
const drawn = vi.fn<(row: Row) => void>();

beforeEach(() => {
  observed = [];
  drawn.mockClear();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #told: IntersectionObserverCallback;
      constructor(told: IntersectionObserverCallback) {
        this.#told = told;
      }
      observe(element: Element) {
        observed.push({
          element,
          tell: (isIntersecting) => {
            const entry = {
              isIntersecting,
              boundingClientRect: { height: 1_700 },
            } as IntersectionObserverEntry; // What the rows read of it.
            this.#told([entry], this as unknown as IntersectionObserver); // Never looked at.
          },
        });
      }
      disconnect() {
        // Nothing is observed for real.
      }
    },
  );
});

function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    text: `row ${String(index)}`,
  }));
}

function drawRow(row: Row, place: number | undefined) {
  drawn(row);
  return (
    <tr key={row.id} aria-rowindex={place}>
      <td>{row.text}</td>
    </tr>
  );
}

function Rows({ of }: { of: readonly Row[] }) {
  return (
    <table>
      <TableRows rows={of} columns={1} drawRow={drawRow} />
    </table>
  );
}

describe('the rows of a table', () => {
  it('are all drawn up to two hundred', () => {
    render(<Rows of={rows(200)} />);
    expect(screen.getAllByRole('row')).toHaveLength(200);
  });

  it('of a long list are drawn near what is seen only, each with its place', () => {
    render(<Rows of={rows(10_000)} />);
    expect(screen.getAllByRole('row')).toHaveLength(50);
    expect(observed).toHaveLength(200);
    act(() => {
      observed[100]?.tell(true);
    });
    expect(screen.getAllByRole('row')).toHaveLength(100);
    expect(
      screen.getByText('row 5000').closest('tr')?.getAttribute('aria-rowindex'),
    ).toBe('5001');
  });

  it('leave as much room as they took when they are no longer near', () => {
    render(<Rows of={rows(1_000)} />);
    act(() => {
      observed[0]?.tell(false);
    });
    expect(screen.queryByText('row 0')).toBeNull();
    expect(observed[0]?.element.querySelector('td')?.style.blockSize).toBe(
      '1700px',
    );
  });

  it('are drawn again only where something changed', () => {
    const all = rows(10_000);
    const { rerender } = render(<Rows of={all} />);
    drawn.mockClear();
    rerender(<Rows of={all.with(7_000, { id: '7000', text: 'moved' })} />);
    expect(drawn).not.toHaveBeenCalled();
    rerender(<Rows of={all.with(7, { id: '7', text: 'moved' })} />);
    expect(drawn).toHaveBeenCalledTimes(50);
    expect(screen.getByText('moved')).toBeTruthy();
  });
});
