import { describe, expect, it } from 'vitest';
import { compileRoutes } from './router.ts';

const match = compileRoutes({
  'GET /things': 'list',
  'POST /things': 'create',
  'POST /things?action=query': 'query',
  'GET /things/{thing}': 'get',
  'GET /things/special': 'special',
});

function route(method: string, target: string) {
  const [path = '', query = ''] = target.split('?');
  const found = match({ method, path, query: new URLSearchParams(query) });
  return found.found ? [found.handler, found.parameters] : found;
}

describe('compileRoutes', () => {
  it('prefers a query value, then a literal segment', () => {
    expect(route('POST', '/things?action=query&x=1')).toEqual(['query', {}]);
    expect(route('POST', '/things?action=other')).toEqual(['create', {}]);
    expect(route('GET', '/things/special')).toEqual(['special', {}]);
  });

  it('decodes parameters, encoded or raw', () => {
    expect(route('GET', '/things/host%3A5696')).toEqual([
      'get',
      { thing: 'host:5696' },
    ]);
    expect(route('GET', '/things/host:5696')).toEqual([
      'get',
      { thing: 'host:5696' },
    ]);
    expect(route('GET', '/things/%zz')).toEqual(['get', { thing: '%zz' }]);
  });

  it('tells an unknown path from a wrong method', () => {
    expect(route('GET', '/nothing')).toEqual({
      found: false,
      pathExists: false,
    });
    expect(route('DELETE', '/things')).toEqual({
      found: false,
      pathExists: true,
    });
  });
});
