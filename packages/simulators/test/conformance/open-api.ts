import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: schema.optional() }));
const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: schema.optional(),
});

const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z
    .object({ required: z.boolean().optional(), content })
    .optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
export type Operation = z.infer<typeof operation>;

const pathItem = z.object({
  parameters: z.array(parameter).default([]),
  get: operation.optional(),
  post: operation.optional(),
  put: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
});

const document = z.object({
  openapi: z.string().startsWith('3.0'),
  paths: z.record(z.string(), pathItem),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});
export type OpenApiDocument = z.infer<typeof document>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function readOpenApi(folder: string, file: string): OpenApiDocument {
  return document.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

/** Every operation, keyed `POST /api/things/{thing}?action=query`. */
export function operationsOf({
  paths,
}: OpenApiDocument): Record<string, Operation> {
  const found: Record<string, Operation> = {};
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const each = item[method];
      if (each) {
        found[`${method.toUpperCase()} ${path}`] = {
          ...each,
          parameters: [...item.parameters, ...each.parameters],
        };
      }
    }
  }
  return found;
}
