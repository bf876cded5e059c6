import {
  type Method,
  type RouteContract,
  type RouteName,
  ROUTES,
} from '@keyward/contract';

interface CompiledRoute {
  name: RouteName;
  route: RouteContract;
  segments: string[];
}

export type RouteMatch =
  | {
      kind: 'found';
      name: RouteName;
      route: RouteContract;
      params: Record<string, string>;
    }
  | { kind: 'method'; allowed: Method[] }
  | { kind: 'none' };

const COMPILED: CompiledRoute[] = Object.entries(ROUTES).map(
  ([name, route]) => ({
    name: name as RouteName, // Object.entries loses the key type.
    route,
    segments: route.path.split('/'),
  }),
);

/** Literal segments win over parameters, so `/api/connections/probe` is never an id. */
function bySpecificity(a: CompiledRoute, b: CompiledRoute): number {
  const parameters = (each: CompiledRoute): number =>
    each.segments.filter((segment) => segment.startsWith(':')).length;
  return parameters(a) - parameters(b);
}

/** By the number of segments: a path can be no other route than one with as many. */
const ORDERED = Map.groupBy(
  COMPILED.toSorted(bySpecificity),
  ({ segments }) => segments.length,
);

function matchSegments(
  pattern: string[],
  actual: string[],
): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = actual[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return null;
      continue;
    }
    if (value === '') return null;
    try {
      params[segment.slice(1)] = decodeURIComponent(value);
    } catch {
      return null;
    }
  }
  return params;
}

/** Finds the route of a method and path, or says which methods the path has. */
export function matchRoute(method: string, path: string): RouteMatch {
  const actual = path.split('/');
  const allowed: Method[] = [];
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const { name, route, segments } of ORDERED.get(actual.length) ?? []) {
    const params = matchSegments(segments, actual);
    if (params === null) continue;
    if (route.method === wanted) return { kind: 'found', name, route, params };
    allowed.push(route.method);
  }
  return allowed.length > 0 ? { kind: 'method', allowed } : { kind: 'none' };
}
