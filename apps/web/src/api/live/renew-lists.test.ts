import { describe, expect, it } from 'vitest';

import { aTaskSummary } from '../../testing/task-fixtures.ts';
import { withFirstPage } from './renew-lists.ts';

const task = (id: string, v = 1) => aTaskSummary({ id, v });
const page = (...ids: string[]) => ({
  items: ids.map((id) => task(id)),
  nextCursor: 'next',
});
const idsOf = (pages: readonly { items: readonly { id: string }[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id));

describe('a long list whose first page is read afresh', () => {
  const long = {
    pages: [page('e', 'd'), page('c', 'b'), page('a')],
    pageParams: [null, '1', '2'],
  };

  it('shows what is new, and what that pushed out once', () => {
    const { pages } = withFirstPage(long, page('f', 'e'));
    expect(idsOf(pages)).toEqual([['f', 'e'], ['d', 'c', 'b'], ['a']]);
  });

  it('shows no row twice that has moved to the front', () => {
    const { pages } = withFirstPage(long, page('b', 'e'));
    expect(idsOf(pages)).toEqual([['b', 'e'], ['d', 'c'], ['a']]);
  });

  it('keeps a row that an event has moved on since', () => {
    const moved = {
      ...long,
      pages: [{ ...page(), items: [task('e', 9)] }, ...long.pages.slice(1)],
    };
    const { pages } = withFirstPage(moved, page('e'));
    expect(pages[0]?.items[0]?.v).toBe(9);
  });

  it('leaves the other pages the objects they were', () => {
    const { pages } = withFirstPage(long, page('f', 'e'));
    expect(pages[2]).toBe(long.pages[2]);
  });
});
