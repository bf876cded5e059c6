import { Ajv2019 } from 'ajv/dist/2019.js';
import { compileRoutes, type RouteMatch } from '../../src/host/router.ts';
import { convertSchema, jsonSchemaOf, type Direction } from './json-schema.ts';
import {
  operationsOf,
  readOpenApi,
  type OpenApiDocument,
  type Operation,
} from './open-api.ts';
import type { Exchange } from './record-exchanges.ts';

export interface ConformanceReport {
  /** Where an exchange contradicts the description; must stay empty. */
  violations: string[];
  /** What was exchanged and is described nowhere: whole operations, and refusal statuses of described ones. */
  uncovered: string[];
  exercised: string[];
  notExercised: string[];
}

export interface ConformanceOptions {
  /** Query parameters that come out of the vendor's own links, or that the vendor takes without describing them. */
  allowedQuery?: readonly string[];
}

interface DescribedOperation {
  key: string;
  operation: Operation;
  /** Null when the value fits. */
  validate: (
    direction: Direction,
    schema: Record<string, unknown>,
    value: unknown,
  ) => string | null;
}

/** Holds recorded exchanges against the API descriptions in these files. */
export class Conformance {
  readonly #keys: string[];
  readonly #match: (
    request: Exchange['request'],
  ) => RouteMatch<DescribedOperation>;
  readonly #allowedQuery: readonly string[];

  constructor(
    folder: string,
    files: readonly string[],
    { allowedQuery = [] }: ConformanceOptions = {},
  ) {
    const described = files.flatMap((file) =>
      describedOperations(readOpenApi(folder, file)),
    );
    this.#keys = described.map(({ key }) => key);
    this.#match = compileRoutes(
      Object.fromEntries(described.map((each) => [each.key, each])),
    );
    this.#allowedQuery = allowedQuery;
  }

  check(exchanges: readonly Exchange[]): ConformanceReport {
    const violations = new Set<string>();
    const uncovered = new Set<string>();
    const exercised = new Set<string>();
    for (const exchange of exchanges) {
      const match = this.#match(exchange.request);
      if (!match.found) {
        uncovered.add(`${exchange.request.method} ${exchange.request.path}`);
        continue;
      }
      exercised.add(match.handler.key);
      for (const violation of this.#violations(exchange, match.handler)) {
        violations.add(`${match.handler.key}: ${violation}`);
      }
      if (!answerOf(match.handler.operation, exchange)) {
        uncovered.add(`${match.handler.key}: status ${exchange.answer.status}`);
      }
    }
    return {
      violations: [...violations].toSorted(),
      uncovered: [...uncovered].toSorted(),
      exercised: [...exercised].toSorted(),
      notExercised: this.#keys.filter((key) => !exercised.has(key)).toSorted(),
    };
  }

  #violations(exchange: Exchange, described: DescribedOperation): string[] {
    return [
      ...this.#queryViolations(exchange, described),
      ...requestViolations(exchange, described),
      ...answerViolations(exchange, described),
    ];
  }

  #queryViolations(
    { request, answer }: Exchange,
    { key, operation, validate }: DescribedOperation,
  ): string[] {
    if (isRefused(answer)) return [];
    const inPath = [...new URLSearchParams(key.split('?')[1] ?? '').keys()];
    const parameters = operation.parameters.filter(
      (parameter) => parameter.in === 'query',
    );
    return [...request.query].flatMap(([name, text]) => {
      if (inPath.includes(name) || this.#allowedQuery.includes(name)) return [];
      const parameter = parameters.find((each) => each.name === name);
      if (!parameter) return [`query parameter ${name} is not described`];
      const schema = parameter.schema ?? {};
      const problem = validate(
        'request',
        schema,
        queryValue(text, schema['type']),
      );
      return problem === null ? [] : [`query parameter ${name}: ${problem}`];
    });
  }
}

function describedOperations(document: OpenApiDocument): DescribedOperation[] {
  const ajv = new Ajv2019({
    strict: false,
    allErrors: false,
    validateFormats: false,
  });
  const definitions = {
    request: jsonSchemaOf(document, 'request'),
    answer: jsonSchemaOf(document, 'answer'),
  };
  const compiled = new WeakMap<object, ReturnType<typeof ajv.compile>>();
  function validate(
    direction: Direction,
    schema: Record<string, unknown>,
    value: unknown,
  ): string | null {
    const check =
      compiled.get(schema) ??
      ajv.compile({
        ...definitions[direction],
        ...convertSchema(schema, { direction, openness: 'closed' }),
      });
    compiled.set(schema, check);
    return check(value)
      ? null
      : ajv.errorsText(check.errors, { dataVar: direction }) +
          unexpectedMember(check.errors);
  }
  return Object.entries(operationsOf(document)).map(([key, operation]) => ({
    key,
    operation,
    validate,
  }));
}

function unexpectedMember(
  errors: { params: Record<string, unknown> }[] | null | undefined,
): string {
  const name = errors?.[0]?.params['unevaluatedProperty'];
  return typeof name === 'string' ? ` (${name})` : '';
}

/** A request that the simulator refused may well be malformed: that is what some tests send. */
function requestViolations(
  { request, answer }: Exchange,
  { operation, validate }: DescribedOperation,
): string[] {
  if (isRefused(answer)) return [];
  const schema = firstSchema(operation.requestBody?.content);
  if (request.rawBody === '') {
    return operation.requestBody?.required === true
      ? ['the request body is missing']
      : [];
  }
  if (!schema) {
    return request.rawBody === '{}'
      ? []
      : ['the request has a body that is not described'];
  }
  const problem = validate('request', schema, request.body);
  return problem === null ? [] : [problem];
}

function answerViolations(
  exchange: Exchange,
  { operation, validate }: DescribedOperation,
): string[] {
  const { answer } = exchange;
  const described = answerOf(operation, exchange);
  if (!described) {
    return isRefused(answer)
      ? []
      : [`answer status ${answer.status} is not described`];
  }
  const schema = firstSchema(described.content);
  if (!schema) {
    return answer.body === undefined || isEmptyObject(answer.body)
      ? []
      : [`answer ${answer.status} has a body that is not described`];
  }
  if (answer.body === undefined) {
    return [`answer ${answer.status} lacks its body`];
  }
  // What counts is what goes over the wire, where undefined members are gone.
  const problem = validate(
    'answer',
    schema,
    JSON.parse(JSON.stringify(answer.body)),
  );
  return problem === null ? [] : [`answer ${answer.status}: ${problem}`];
}

function answerOf({ responses }: Operation, { answer }: Exchange) {
  return (
    responses[String(answer.status)] ??
    (isRefused(answer) ? responses['default'] : undefined)
  );
}

function isRefused({ status }: { status: number }): boolean {
  return status >= 400;
}

function firstSchema(
  content:
    | Record<string, { schema?: Record<string, unknown> | undefined }>
    | undefined,
) {
  return Object.values(content ?? {})[0]?.schema;
}

function isEmptyObject(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && Object.keys(body).length === 0
  );
}

function queryValue(text: string, type: unknown): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'array':
      return text.split(',');
    default:
      return text;
  }
}
