import { z } from 'zod';

import { id } from '../primitives.ts';
import type { Permission } from '../roles.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `public`: no session. `session`: any signed-in person. Otherwise one permission. */
export type Access = 'public' | 'session' | Permission;

export interface RouteContract {
  readonly method: Method;
  /** Path with `:name` parameters. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the success answer; absent for 204, streams and texts. */
  readonly answer?: z.ZodType;
  readonly status: 200 | 201 | 204 | 302;
  readonly produces?:
    'text/event-stream' | 'text/plain' | 'text/html' | 'application/x-ndjson';
  /** Needs the Idempotency-Key header. */
  readonly idempotent?: true;
}

export const byId = z.strictObject({ id });
export const waitQuery = z.strictObject({
  wait: z.coerce.number().int().min(0).max(30).default(10),
});
export const noQuery = z.strictObject({});
export const status = z.looseObject({ status: z.string() });
