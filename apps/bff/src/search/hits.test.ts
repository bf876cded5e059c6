import type { SearchHit, SearchMatch } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { foundOf, rankHits } from './hits.ts';

const connection = (name: string, match: SearchMatch): SearchHit => ({
  kind: 'connection',
  match,
  id: name,
  name,
  system: 'esx',
  health: 'reachable',
});
const person = (username: string, match: SearchMatch): SearchHit => ({
  kind: 'person',
  match,
  id: username,
  username,
  displayName: username,
  active: true,
});
const namesOf = (hits: readonly SearchHit[]): string[] =>
  hits.map((hit) => ('id' in hit ? hit.id : hit.kind));

describe('hits of one kind', () => {
  it('are five at most, the best first, and say when there are more', () => {
    const six = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      connection(name, 'words'),
    );
    const found = foundOf([...six, connection('f', 'exact')]);
    expect(namesOf(found.hits)).toEqual(['f', 'a', 'b', 'c', 'd']);
    expect(found.more).toBe(true);
    expect(foundOf(six).more).toBe(false);
  });
});

describe('hits of all kinds', () => {
  it('begin with what was named, then go round the kinds', () => {
    const found = [
      foundOf([connection('c1', 'words'), connection('c2', 'words')]),
      foundOf([
        person('p1', 'exact'),
        person('p2', 'words'),
        person('p3', 'words'),
      ]),
    ];
    expect(namesOf(rankHits(found, 20).hits)).toEqual([
      'p1',
      'c1',
      'c2',
      'p2',
      'p3',
    ]);
    const few = rankHits(found, 2);
    expect(namesOf(few.hits)).toEqual(['p1', 'c1']);
    expect(few.more).toBe(true);
    expect(rankHits(found, 5).more).toBe(false);
  });
});
