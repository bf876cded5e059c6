import type { ChangeParts } from '../changes/change-parts.ts';
import {
  approvalOptions,
  approveChange,
  rejectChange,
} from '../changes/decide-change.ts';
import { listChanges } from '../changes/list-changes.ts';
import { recheckChange } from '../changes/look-again.ts';
import { preflight, presentPreview } from '../changes/preflight.ts';
import { presentChange } from '../changes/present-change.ts';
import { freezePreviewWithDelivery } from '../changes/secret-delivery.ts';
import { setAside } from '../changes/set-aside.ts';
import { submitChange } from '../changes/submit-change.ts';
import { supplySecrets } from '../changes/supply-secrets.ts';
import { withdrawChange } from '../changes/withdraw-change.ts';
import { followChange, unfollowChange } from '../following/follow.ts';
import { handshakeAgain } from '../handshakes/begin-handshakes.ts';
import type { Handlers } from '../http/handler.ts';
import { createPersonLimit } from '../people/person-limit.ts';

/** Changes and decisions on them. */
export function changeRoutes(
  parts: ChangeParts,
): Pick<
  Handlers,
  | 'previewChange'
  | 'submitChange'
  | 'listChanges'
  | 'getChange'
  | 'approveChange'
  | 'approvalOptions'
  | 'rejectChange'
  | 'setChangeAside'
  | 'withdrawChange'
  | 'recheckChange'
  | 'supplySecrets'
  | 'handshakeAgain'
  | 'followChange'
  | 'unfollowChange'
> {
  const handshakeLimit = createPersonLimit(6, 60);
  return {
    async previewChange({ body, signal }) {
      const { operation, connectionId } = body;
      const input = {
        operation,
        connectionId,
        ...(await freezePreviewWithDelivery(parts.db, body)),
        plain: new Map<string, string>(),
        signal,
      };
      const found = await preflight(parts, input);
      return { body: await presentPreview(parts.db, input, found) };
    },
    async submitChange({ body, caller, origin, idempotencyKey, signal }) {
      const { change, replayed } = await submitChange(parts, {
        request: body,
        caller,
        origin,
        idempotencyKey,
        signal,
      });
      return {
        body: change,
        headers: {
          Location: `/api/changes/${change.id}`,
          ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
        },
      };
    },
    listChanges: async ({ query, caller }) => ({
      body: await listChanges(parts.db, query, caller),
    }),
    getChange: async ({ params, caller }) => ({
      body: await presentChange(parts, params.id, caller),
    }),
    approveChange: async ({ params, body, caller, origin, signal }) => ({
      body: await approveChange(parts, {
        id: params.id,
        body,
        caller,
        origin,
        signal,
      }),
    }),
    approvalOptions: async ({ params, body, caller, origin, signal }) => ({
      body: await approvalOptions(parts, {
        id: params.id,
        body,
        caller,
        origin,
        signal,
      }),
    }),
    rejectChange: async ({ params, body, caller, origin, signal }) => ({
      body: await rejectChange(parts, {
        id: params.id,
        body,
        caller,
        origin,
        signal,
      }),
    }),
    setChangeAside: async ({ params, caller, origin }) => ({
      body: await setAside(parts, params.id, caller, origin),
    }),
    withdrawChange: async ({ params, caller, origin }) => ({
      body: await withdrawChange(parts, params.id, caller, origin),
    }),
    supplySecrets: async ({ params, body, caller, origin }) => ({
      body: await supplySecrets(parts, {
        id: params.id,
        body,
        caller,
        origin,
      }),
    }),
    async handshakeAgain({ params, caller, origin }) {
      await handshakeLimit.take(caller.person.id);
      return {
        body: await handshakeAgain(parts, params.id, { caller, origin }),
      };
    },
    async followChange({ params, caller }) {
      await followChange(parts.db, params.id, caller.person.id);
      return {};
    },
    async unfollowChange({ params, caller }) {
      await unfollowChange(parts.db, params.id, caller.person.id);
      return {};
    },
    recheckChange: async ({ params, caller, origin, signal }) => ({
      body: await recheckChange(parts, params.id, { caller, origin, signal }),
    }),
  };
}
