import { z } from 'zod';

import { problem } from './problem.ts';
import { ROUTES, type RouteContract } from './routes/index.ts';

type Schema = Record<string, unknown>;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const document: Schema = {
    ...z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      target: 'draft-2020-12',
    }),
  };
  // OpenAPI 3.1 has this dialect for the whole document.
  delete document['$schema'];
  return document;
}

function parametersOf(
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
): Schema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: string[];
  }; // an object schema by construction of the route table
  return Object.entries(properties).map(([name, member]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: member,
  }));
}

function headersOf(route: RouteContract): Schema[] {
  const headers: Schema[] = [];
  if (route.method !== 'GET') {
    headers.push({
      name: 'X-Keyward',
      in: 'header',
      required: true,
      schema: { const: '1' },
    });
  }
  if (route.idempotent) {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: { type: 'string', minLength: 16, maxLength: 128 },
    });
  }
  return headers;
}

function operationOf(name: string, route: RouteContract): Schema {
  const media = route.produces ?? 'application/json';
  const success: Schema = { description: 'Success' };
  if (route.answer !== undefined) {
    success['content'] = {
      [media]: { schema: jsonSchema(route.answer, 'output') },
    };
  } else if (route.produces !== undefined) {
    success['content'] = { [media]: { schema: { type: 'string' } } };
  }
  return {
    operationId: name,
    summary: route.summary,
    'x-keyward-access': route.access,
    ...(route.access === 'public' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...headersOf(route),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: {
              'application/json': { schema: jsonSchema(route.body, 'input') },
            },
          },
        }),
    responses: {
      [String(route.status)]: success,
      default: {
        description: 'Problem details',
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
          },
        },
      },
    },
  };
}

/** The OpenAPI 3.1 document of the console, made from the route table. */
export function openApiDocument(version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [name, route] of Object.entries<RouteContract>(ROUTES)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationOf(name, route),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyward',
      version,
      description:
        'Four-eyes changes for key management on VMware vCenter, ESX and NetApp ONTAP.',
    },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'keyward' },
      },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
  };
}
