import { z } from 'zod';

import {
  passkey,
  passkeyOptions,
  registerPasskeyRequest,
  renamePasskeyRequest,
} from '../passkey.ts';
import { byId, noQuery, type RouteContract } from './route.ts';

/** One's own passkeys. */
export const passkeyRoutes = {
  listPasskeys: {
    method: 'GET',
    path: '/api/passkeys',
    access: 'session',
    summary: 'One’s own passkeys',
    query: noQuery,
    answer: z.object({ items: z.array(passkey) }),
    status: 200,
  },
  passkeyOptions: {
    method: 'POST',
    path: '/api/passkeys/options',
    access: 'session',
    summary: 'Options for registering a passkey',
    body: z.strictObject({}).optional(),
    answer: passkeyOptions,
    status: 200,
  },
  registerPasskey: {
    method: 'POST',
    path: '/api/passkeys',
    access: 'session',
    summary: 'Register a passkey',
    body: registerPasskeyRequest,
    answer: passkey,
    status: 201,
  },
  renamePasskey: {
    method: 'PATCH',
    path: '/api/passkeys/:id',
    access: 'session',
    summary: 'Name a passkey',
    params: byId,
    body: renamePasskeyRequest,
    answer: passkey,
    status: 200,
  },
  removePasskey: {
    method: 'DELETE',
    path: '/api/passkeys/:id',
    access: 'session',
    summary: 'Remove a passkey; not the last one of somebody who approves',
    params: byId,
    status: 204,
  },
} as const satisfies Record<string, RouteContract>;
