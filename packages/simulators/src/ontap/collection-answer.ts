import type { SimulatorAnswer, SimulatorRequest } from '../host/simulator.ts';
import { filterRecords, valuesAt } from './filter.ts';
import { project, type FieldRules } from './projection.ts';
import { invalidField } from './refusal.ts';

type Json = Record<string, unknown>;

const DEFAULT_MAX_RECORDS = 10_000;
const CONTROLS = [
  'fields',
  'max_records',
  'order_by',
  'return_records',
  'return_timeout',
];

export interface Collection {
  /** Complete records, in their natural order. */
  records: readonly Json[];
  rules: FieldRules;
  /** The key field that a next-page link starts from. */
  pageKey: 'uuid' | 'server';
}

/** Answers a collection GET: filters, order, `fields`, paging with `_links.next`. */
export function collectionAnswer(
  request: SimulatorRequest,
  collection: Collection,
): SimulatorAnswer {
  const { query } = request;
  const { pageKey, rules } = collection;
  const startKey = `start.${pageKey}`;
  checkBounds(query);
  const filters = [...query].filter(
    ([name]) => !CONTROLS.includes(name) && name !== startKey,
  );
  const matching = order(
    filterRecords(collection.records, filters),
    query.get('order_by'),
  );
  const start = query.get(startKey);
  const from =
    start === null
      ? 0
      : Math.max(
          0,
          matching.findIndex((record) => record[pageKey] === start),
        );
  const limit = Number(query.get('max_records') ?? DEFAULT_MAX_RECORDS);
  const page = matching.slice(from, from + limit);
  const following = matching[from + limit];
  const wanted = fieldList(query) ?? [];
  const records = page.map((record) => project(record, wanted, rules));
  const links = {
    self: { href: hrefOf(request.path, query) },
    ...(following && {
      next: { href: nextHref(request, startKey, String(following[pageKey])) },
    }),
  };
  const count = { num_records: page.length, _links: links };
  return {
    status: 200,
    body:
      query.get('return_records') === 'false' ? count : { records, ...count },
  };
}

/** Answers the GET of one object. */
export function objectAnswer(
  request: SimulatorRequest,
  record: Json,
  rules: FieldRules,
): SimulatorAnswer {
  return {
    status: 200,
    body: project(record, fieldList(request.query) ?? ['*'], rules),
  };
}

function fieldList(query: URLSearchParams): string[] | undefined {
  return query
    .get('fields')
    ?.split(',')
    .map((field) => field.trim());
}

function checkBounds(query: URLSearchParams): void {
  for (const [name, low, high] of [
    ['max_records', 1, 100_000],
    ['return_timeout', 0, 120],
  ] as const) {
    const text = query.get(name);
    if (text === null) continue;
    const value = Number(text);
    if (!Number.isInteger(value) || value < low || value > high) {
      throw invalidField(
        name,
        `The value for "${name}" must be from ${low} to ${high}.`,
      );
    }
  }
}

function order(records: Json[], orderBy: string | null): Json[] {
  if (orderBy === null) return records;
  const [field = '', direction = 'asc'] = orderBy.split(/[ +]/);
  const sign = direction === 'desc' ? -1 : 1;
  const textOf = (record: Json) => valuesAt(record, field)[0] ?? '';
  return records.toSorted((a, b) => sign * textOf(a).localeCompare(textOf(b)));
}

function nextHref(
  request: SimulatorRequest,
  startKey: string,
  start: string,
): string {
  const query = new URLSearchParams(request.query);
  query.set(startKey, start);
  return hrefOf(request.path, query);
}

function hrefOf(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
