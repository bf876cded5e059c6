import fc from 'fast-check';
import { z } from 'zod';

const schemaShape = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Values that a body or query of this schema might have. References and patterns count as any text. */
export function valuesOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  return fromJsonSchema(
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  );
}

function fromJsonSchema(given: unknown): fc.Arbitrary<unknown> {
  const schema = schemaShape.parse(given);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(fromJsonSchema));
  if (schema.allOf !== undefined) return fromJsonSchema(schema.allOf[0] ?? {});
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).map(
        ([name, member]) => [name, fromJsonSchema(member)] as const,
      );
      return fc.record(Object.fromEntries(members), {
        requiredKeys: (schema.required ?? []).filter((name) =>
          members.some(([member]) => member === name),
        ),
      });
    }
    case 'array':
      return fc.array(fromJsonSchema(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, 3),
      });
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, -1000),
        max: Math.min(schema.maximum ?? 1000, 65_535),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      if (schema.format === 'uuid') return fc.uuid({ version: 7 });
      if (schema.format === 'date-time') {
        return fc.constant('2026-11-21T10:00:00.000Z');
      }
      return fc.string({
        minLength: Math.min(schema.minLength ?? 0, 100),
        maxLength: Math.min(schema.maxLength ?? 20, 100),
      });
    case undefined:
    default:
      return fc.oneof(fc.string(), fc.integer(), fc.constant(null));
  }
}
