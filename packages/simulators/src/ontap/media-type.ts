import type { SimulatorAnswer, SimulatorRequest } from '../host/simulator.ts';

const HAL = 'application/hal+json';
const PLAIN = 'application/json';

/**
 * `application/json` drops all links but the one to the next page; everything else is treated as hal+json.
 */
export function inAcceptedMediaType(
  request: SimulatorRequest,
  answer: SimulatorAnswer,
): SimulatorAnswer {
  const accept = request.headers['accept'] ?? '';
  const isPlain = accept.includes(PLAIN) && !accept.includes(HAL);
  const headers = { ...answer.headers, 'content-type': isPlain ? PLAIN : HAL };
  return isPlain
    ? { ...answer, headers, body: withoutLinks(answer.body) }
    : { ...answer, headers };
}

function withoutLinks(body: unknown): unknown {
  if (Array.isArray(body)) return body.map((item) => withoutLinks(item));
  if (typeof body !== 'object' || body === null) return body;
  const members = Object.entries(body).flatMap(
    ([name, value]: [string, unknown]): [string, unknown][] => {
      if (name !== '_links') return [[name, withoutLinks(value)]];
      return typeof value === 'object' && value !== null && 'next' in value
        ? [[name, { next: value.next }]]
        : [];
    },
  );
  return Object.fromEntries(members);
}
