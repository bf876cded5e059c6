import type { OpenApiDocument } from './open-api.ts';

type Schema = Record<string, unknown>;
/** A request may not carry read-only members, an answer no write-only ones. */
export type Direction = 'request' | 'answer';
type Openness = 'closed' | 'open';

interface Conversion {
  direction: Direction;
  /** `open` leaves the judging of unknown members to the schema around an `allOf`. */
  openness: Openness;
}

/**
 * One JSON Schema (2019-09) with all components of an OpenAPI 3.0 document. Members that the description does not name
 * are errors, although OpenAPI would let them pass: a simulator may not invent fields.
 */
export function jsonSchemaOf(
  { components }: OpenApiDocument,
  direction: Direction,
): Schema {
  const definitions: Schema = {};
  for (const [name, schema] of Object.entries(components.schemas)) {
    for (const openness of ['closed', 'open'] as const) {
      definitions[`${openness}~${name}`] = convertSchema(schema, {
        direction,
        openness,
      });
    }
  }
  return { $defs: definitions };
}

export function convertSchema(schema: Schema, conversion: Conversion): Schema {
  const { direction, openness } = conversion;
  if (typeof schema['$ref'] === 'string') {
    return { $ref: referenceTo(schema['$ref'], openness) };
  }
  const converted: Schema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const next = convertKeyword(keyword, value, direction);
    if (next !== undefined) converted[keyword] = next;
  }
  if (schema['nullable'] === true) {
    return { anyOf: [{ type: 'null' }, close(converted, openness)] };
  }
  return close(converted, openness);
}

const SIMPLE = [
  'type',
  'enum',
  'required',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'uniqueItems',
];

function convertKeyword(
  keyword: string,
  value: unknown,
  direction: Direction,
): unknown {
  if (SIMPLE.includes(keyword)) return value;
  const closed: Conversion = { direction, openness: 'closed' };
  switch (keyword) {
    case 'properties':
      return convertProperties(value as Record<string, Schema>, closed); // an OpenAPI `properties` is a map of schemas
    case 'items':
    case 'additionalProperties':
      return typeof value === 'boolean'
        ? value
        : convertSchema(value as Schema, closed); // a schema by definition
    case 'allOf':
      return (value as Schema[]).map((member) =>
        convertSchema(member, { direction, openness: 'open' }),
      ); // likewise
    case 'oneOf':
    case 'anyOf':
      return (value as Schema[]).map((member) => convertSchema(member, closed)); // likewise
    default:
      return undefined;
  }
}

function convertProperties(
  properties: Record<string, Schema>,
  conversion: Conversion,
): Schema {
  const forbidden =
    conversion.direction === 'request' ? 'readOnly' : 'writeOnly';
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, schema]) => schema[forbidden] !== true)
      .map(([name, schema]) => [name, convertSchema(schema, conversion)]),
  );
}

/** A schema with members of its own is complete; one without them describes anything. */
function close(schema: Schema, openness: Openness): Schema {
  const isComplete = 'properties' in schema || 'allOf' in schema;
  if (openness === 'open' || !isComplete || 'additionalProperties' in schema) {
    return schema;
  }
  return { ...schema, unevaluatedProperties: false };
}

function referenceTo(reference: string, openness: Openness): string {
  const name = reference.replace('#/components/schemas/', '');
  return `#/$defs/${openness}~0${name}`;
}
