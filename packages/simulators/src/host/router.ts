import type { SimulatorAnswer, SimulatorRequest } from './simulator.ts';

export type RouteParameters = Record<string, string>;
type Answer = SimulatorAnswer | Promise<SimulatorAnswer>;
export type RouteHandler = (
  request: SimulatorRequest,
  parameters: RouteParameters,
) => Answer;

/** Keys read `POST /api/things/{thing}`, with `?action=query` where the vendor multiplexes. */
export type RouteTable = Record<string, RouteHandler>;

interface Route<H> {
  method: string;
  segments: string[];
  query: [string, string][];
  handler: H;
}

export type RouteMatch<H = RouteHandler> =
  | { found: true; handler: H; parameters: RouteParameters }
  | { found: false; pathExists: boolean };

type RoutedRequest = Pick<SimulatorRequest, 'method' | 'path' | 'query'>;

/**
 * Compiles a route table. Parameters are percent-decoded; a route that asks for
 * a query value wins over the same path without one.
 */
export function compileRoutes<H = RouteHandler>(
  table: Readonly<Record<string, H>>,
): (request: RoutedRequest) => RouteMatch<H> {
  const routes = Object.entries(table)
    .map(([key, handler]) => compile(key, handler))
    .toSorted(
      (a, b) => b.query.length - a.query.length || wildcards(a) - wildcards(b),
    );
  return (request) => {
    const segments = request.path.split('/');
    let pathExists = false;
    for (const route of routes) {
      const parameters = matchSegments(route.segments, segments);
      if (!parameters) continue;
      pathExists = true;
      if (route.method !== request.method) continue;
      if (
        !route.query.every(([name, value]) => request.query.get(name) === value)
      ) {
        continue;
      }
      return { found: true, handler: route.handler, parameters };
    }
    return { found: false, pathExists };
  };
}

function compile<H>(key: string, handler: H): Route<H> {
  const [method = '', target = ''] = key.split(' ');
  const [path = '', query = ''] = target.split('?');
  return {
    method,
    segments: path.split('/'),
    query: [...new URLSearchParams(query)],
    handler,
  };
}

function wildcards({ segments }: { segments: string[] }): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function matchSegments(
  pattern: string[],
  actual: string[],
): RouteParameters | null {
  if (pattern.length !== actual.length) return null;
  const parameters: RouteParameters = {};
  for (const [index, part] of pattern.entries()) {
    const given = actual[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decode(given);
    else if (part !== given) return null;
  }
  return parameters;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
