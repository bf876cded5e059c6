import {
  operationContract,
  type OperationId,
  OPERATIONS,
  type RouteContract,
  type RouteName,
  ROUTES,
  type SystemKind,
} from '@keyward/contract';
import fc from 'fast-check';
import { z } from 'zod';

import { NOBODY, ROUTE_NAMES, SAMPLES } from '../support/route-samples.ts';
import type { Outgoing } from '../support/send.ts';
import { HOSTILE_VALUES, HOSTILE_WORDS } from './hostile-values.ts';
import { Members, writeJson } from './raw-json.ts';
import { valuesOf } from './values-of-schema.ts';

/** One request of the corpus. */
export interface HostileRequest extends Outgoing {
  route: RouteName;
  /** What is wrong with it, in words. */
  what: string;
  /** Nothing but a refusal will do. */
  mustBeRefused?: true;
}

export interface CorpusOptions {
  seed: number;
  /** How many mutated bodies each route with a body gets. */
  bodiesPerRoute: number;
  /** How many mutated paths and queries each route gets. */
  wordsPerRoute: number;
  /** How many mutated inputs each operation gets, previewed and submitted. */
  inputsPerOperation: number;
  /** The connection that changes on targets of this kind name. */
  connectionOf: (system: SystemKind) => string;
}

/** Values that name a place to connect to: swapped only for what no resolver is asked about. */
const PLACES = new Set(['host', 'server']);
const SAFE_PLACES = ['127.0.0.1', '169.254.169.254', '::1', 'a b', ''];

const OPERATION_IDS = Object.keys(OPERATIONS) as OperationId[]; // Object.keys loses the key type

const JSON_HEADERS = { 'content-type': 'application/json' };

/**
 * The same corpus for the same seed: every route of the contract with its path, query, body, headers and method
 * mutated, each request once.
 */
export function makeCorpus(options: CorpusOptions): HostileRequest[] {
  const seen = new Set<string>();
  return [
    ...ROUTE_NAMES.flatMap((route) => [
      ...withBodies(route, options),
      ...withWords(route, options),
      ...withHeaders(route),
      ...withMethods(route),
      ...withPaths(route),
    ]),
    ...OPERATION_IDS.flatMap((id) => withInputs(id, options)),
  ].filter(({ method, path, headers, body }) => {
    const key = JSON.stringify([method, path, headers, String(body)]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function contractOf(name: RouteName): RouteContract {
  return ROUTES[name];
}

function pathOf(
  name: RouteName,
  swap: (parameter: string) => string | undefined = () => undefined,
): string {
  return contractOf(name).path.replaceAll(
    /:(\w+)/g,
    (_all, parameter: string) =>
      swap(parameter) ??
      (parameter === 'collection'
        ? 'key-managers'
        : (SAMPLES[name].path?.[parameter] ?? NOBODY).replace(
            /^(change|task)$/,
            NOBODY,
          )),
  );
}

/** Every place in a value, from the whole to its leaves. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([name, member]) =>
      placesIn(member).map((place) => [name, ...place]),
    ),
  ];
}

function put(
  value: unknown,
  place: readonly string[],
  given: unknown,
): unknown {
  const [name, ...rest] = place;
  if (name === undefined || typeof value !== 'object' || value === null) {
    return given;
  }
  const members = Object.entries<unknown>({ ...value }).map(
    ([each, member]) =>
      [each, each === name ? put(member, rest, given) : member] as const,
  );
  return Array.isArray(value)
    ? members.map(([, member]) => member)
    : new Members(members);
}

function withBodies(
  route: RouteName,
  { seed, bodiesPerRoute }: CorpusOptions,
): HostileRequest[] {
  const { body, method } = contractOf(route);
  if (method === 'GET') return [];
  const bases = fc.sample(
    body === undefined ? fc.constant({}) : valuesOf(body),
    { seed, numRuns: bodiesPerRoute },
  );
  const asked = (what: string, text: string | Buffer): HostileRequest => ({
    route,
    what,
    method,
    path: pathOf(route),
    headers: JSON_HEADERS,
    body: text,
  });
  return bases.flatMap((base, index) => {
    const safe = withoutPlaces(base);
    const places = placesIn(safe);
    const place = places[(index * 7 + seed) % places.length] ?? [];
    const [what, value] = HOSTILE_VALUES[index % HOSTILE_VALUES.length] ?? [
      'null',
      null,
    ];
    const isPlace = PLACES.has(place.at(-1) ?? '');
    const given =
      isPlace && typeof value === 'string'
        ? SAFE_PLACES[index % SAFE_PLACES.length]
        : value;
    const text = writeJson(put(safe, place, given));
    const where = place.join('/');
    const requests = [asked(`${what} at /${where}`, text)];
    const whole = writeJson(safe);
    if (index % 8 === 0 && whole.startsWith('{') && whole !== '{}') {
      const [name = ''] = Object.keys(safe ?? {});
      requests.push(
        asked('a member twice', `{${JSON.stringify(name)}:1,${whole.slice(1)}`),
        asked('an unknown member', `{"unknown":1,${whole.slice(1)}`),
        asked(
          'a polluting member',
          `{"__proto__":{"polluted":true},${whole.slice(1)}`,
        ),
        asked('a byte order mark', `\ufeff${whole}`),
        asked('UTF-16', Buffer.from(whole, 'utf16le')),
        asked('bytes that are no UTF-8', Buffer.from(`${whole}\xff`, 'latin1')),
        asked('broken off', whole.slice(0, -1)),
        asked('followed by more', `${whole}{}`),
        asked('in a list', `[${whole}]`),
      );
    }
    return requests;
  });
}

/** Changes whose input is nearly right: they pass the outer schema and meet the operation's own. */
function withInputs(
  id: OperationId,
  { seed, inputsPerOperation, connectionOf }: CorpusOptions,
): HostileRequest[] {
  const contract = operationContract(id);
  const bases = fc.sample(valuesOf(contract.input), {
    seed,
    numRuns: inputsPerOperation,
  });
  return bases.flatMap((base, index) => {
    const places = placesIn(withoutPlaces(base));
    const place = places[(index * 5 + seed) % places.length] ?? [];
    const [what, value] = HOSTILE_VALUES[index % HOSTILE_VALUES.length] ?? [];
    const isPlace = PLACES.has(place.at(-1) ?? '');
    const input = put(
      withoutPlaces(base),
      place,
      isPlace ? SAFE_PLACES[index % SAFE_PLACES.length] : value,
    );
    const change = {
      operation: id,
      ...(contract.target === 'connection'
        ? { connectionId: connectionOf(contract.system) }
        : {}),
      input,
    };
    return (
      [
        ['previewChange', writeJson(change)],
        ['submitChange', writeJson({ ...change, reason: 'Hostile' })],
      ] as const
    ).map(([route, text]) => ({
      route,
      what: `${what ?? ''} at /${place.join('/')} of ${id}`,
      method: 'POST',
      path: contractOf(route).path,
      headers: JSON_HEADERS,
      body: text,
    }));
  });
}

/** A body may name a place to connect to; none of the corpus names one that a resolver would be asked about. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      PLACES.has(name) ? '127.0.0.1' : withoutPlaces(member),
    ]),
  );
}

function queryNames(route: RouteName): string[] {
  const { query } = contractOf(route);
  return query instanceof z.ZodObject ? Object.keys(query.shape) : [];
}

function withWords(
  route: RouteName,
  { seed, wordsPerRoute }: CorpusOptions,
): HostileRequest[] {
  const { method } = contractOf(route);
  const names = [...queryNames(route), '__proto__', 'constructor', 'unknown'];
  const parameters = contractOf(route).path.match(/:\w+/g) ?? [];
  return Array.from({ length: wordsPerRoute }, (_, index) => {
    const word = HOSTILE_WORDS[(index * 3 + seed) % HOSTILE_WORDS.length] ?? '';
    const name = names[index % names.length] ?? 'unknown';
    const parameter = parameters[index % parameters.length]?.slice(1);
    const inPath = parameter !== undefined && index % 2 === 0;
    const query = [
      `?${name}=${word}`,
      `?${name}=${word}&${name}=${word}`,
      `?${name}[]=${word}`,
      `?${name}[__proto__][polluted]=${word}`,
    ][index % 4];
    const path = inPath
      ? pathOf(route, (each) => (each === parameter ? word : undefined))
      : `${pathOf(route)}${query ?? ''}`;
    return {
      route,
      what: inPath ? `the path word ${word.slice(0, 20)}` : 'a hostile query',
      method,
      path: path.replaceAll(/[^\x21-\x7e]/g, ''),
      ...(method === 'GET' ? {} : { headers: JSON_HEADERS, body: '{}' }),
    };
  });
}

function withHeaders(route: RouteName): HostileRequest[] {
  const { method } = contractOf(route);
  const variants: [string, Record<string, string | string[]>][] = [
    ['a compressed body', { 'content-encoding': 'gzip' }],
    ['a charset of old', { 'content-type': 'application/json; charset=utf-7' }],
    ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }],
    ['a media type twice', { 'content-type': 'application/json, text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['headers without end', { 'x-filler': 'x'.repeat(20_000) }],
    ['a hundred headers', hundredHeaders()],
    ['another method in a header', { 'x-http-method-override': 'DELETE' }],
    ['an expectation', { expect: 'everything' }],
    ['a key of one character', { 'idempotency-key': 'x' }],
    ['a cookie of nobody', { cookie: 'keyward=x; keyward=y; __proto__=z' }],
    ['a range', { range: 'bytes=0-18446744073709551615' }],
  ];
  return variants.map(([what, headers]) => ({
    route,
    what,
    method,
    path: pathOf(route),
    headers: method === 'GET' ? headers : { ...JSON_HEADERS, ...headers },
    ...(method === 'GET' ? {} : { body: writeJson(SAMPLES[route].body ?? {}) }),
  }));
}

function hundredHeaders(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`x-${String(at)}`, '__proto__']),
  );
}

function withMethods(route: RouteName): HostileRequest[] {
  return ['TRACE', 'PUT', 'PROPFIND', 'OPTIONS', 'M-SEARCH', 'HEAD'].map(
    (method) => ({
      route,
      what: `the method ${method}`,
      method,
      path: pathOf(route),
      headers: JSON_HEADERS,
    }),
  );
}

function withPaths(route: RouteName): HostileRequest[] {
  const { method } = contractOf(route);
  const path = pathOf(route);
  const [head = '', ...tail] = path.slice(1).split('/');
  return [
    `//${path.slice(1)}`,
    `/${head}//${tail.join('/')}`,
    `/${head}/./${tail.join('/')}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `${path};x=1`,
    `${path}%00`,
    `${path}/`,
    `${path}%2f`,
    `${path}\\`,
    `/\\evil.example${path}`,
    `${path}%0d%0a`,
  ].map((odd) => ({
    route,
    what: 'another spelling of the path',
    mustBeRefused: true,
    method,
    path: odd,
    ...(method === 'GET' ? {} : { headers: JSON_HEADERS, body: '{}' }),
  }));
}

/** Values at the largest size that is read at all: what costs most. */
export function largestBodies(limitBytes: number): [string, string][] {
  const fill = (unit: string, wrap: (text: string) => string): string => {
    const room = limitBytes - Buffer.byteLength(wrap(''));
    return wrap(unit.repeat(Math.floor(room / Buffer.byteLength(unit))));
  };
  return [
    ['digits', fill('9', (text) => `[${text}]`)],
    ['small numbers', fill('0,', (text) => `[${text}0]`)],
    ['exponents', fill('1e1,', (text) => `[${text}0]`)],
    ['empty texts', fill('"",', (text) => `[${text}""]`)],
    ['empty objects', fill('{},', (text) => `[${text}{}]`)],
    ['empty lists', fill('[],', (text) => `[${text}[]]`)],
    ['open brackets', '['.repeat(limitBytes)],
    ['open quotes', fill('"', (text) => `[${text}`)],
    ['backslashes', fill('\\\\', (text) => `["${text}"]`)],
    ['escapes', fill('\\u0061', (text) => `["${text}"]`)],
    ['surrogates', fill('\\ud83d\\ude00', (text) => `["${text}"]`)],
    ['spaces', fill(' ', (text) => `[${text}]`)],
    ['a member twice', fill('"a":0,', (text) => `{${text}"a":0}`)],
    ['one long name', fill('a', (text) => `{"${text}":0}`)],
    ['names like others', fill('"__proto_":', (text) => `{${text}0}`)],
    ['a text', fill('x', (text) => `{"reason":"${text}"}`)],
    [
      'BEGIN lines',
      fill('-----BEGIN X-----\\n', (text) => `{"pem":"${text}"}`),
    ],
    ['minus signs', fill('-', (text) => `[${text}]`)],
    ['commas', fill(',', (text) => `[${text}]`)],
    ['garbage', fill('}', (text) => text)],
  ];
}
