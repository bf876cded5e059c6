import type { Handlers } from '../http/handler.ts';
import {
  acceptInvitation,
  lookAtInvitation,
} from '../people/accept-invitation.ts';
import {
  createFirstAccount,
  type FirstAccountParts,
} from '../people/first-account.ts';
import { invitePerson, renewInvitation } from '../people/invite-person.ts';
import type { PeopleParts } from '../people/people-parts.ts';
import { getPerson, listPeople } from '../people/present-people.ts';
import type { SessionParts } from '../people/present-session.ts';
import type { SignInLimits } from '../people/sign-in-limits.ts';
import { updatePerson } from '../people/update-person.ts';
import { sessionReply } from './session-reply.ts';

export interface PersonRouteParts
  extends PeopleParts, FirstAccountParts, SessionParts {
  limits: SignInLimits;
}

/** People, and how they get in. */
export function personRoutes(
  parts: PersonRouteParts,
): Pick<
  Handlers,
  | 'listPeople'
  | 'invitePerson'
  | 'getPerson'
  | 'updatePerson'
  | 'renewInvitation'
  | 'lookAtInvitation'
  | 'acceptInvitation'
  | 'createFirstAccount'
> {
  const { db, limits } = parts;
  return {
    listPeople: async () => ({ body: { items: await listPeople(db) } }),
    invitePerson: async ({ caller, body, origin }) => ({
      body: await invitePerson(parts, caller, body, origin),
    }),
    getPerson: async ({ caller, params }) => ({
      body: await getPerson(db, caller, params.id),
    }),
    updatePerson: async ({ caller, params, body, origin }) => ({
      body: await updatePerson(parts, caller, params.id, body, origin),
    }),
    renewInvitation: async ({ caller, params, origin }) => ({
      body: await renewInvitation(parts, caller, params.id, origin),
    }),
    lookAtInvitation: async ({ body, origin }) => ({
      body: await lookAtInvitation(db, limits, body.token, origin),
    }),
    async acceptInvitation({ body, origin, device, cookie }) {
      const browser = { device, previousToken: cookie };
      const signedIn = await acceptInvitation(
        db,
        limits,
        body,
        origin,
        browser,
      );
      return sessionReply(parts, signedIn);
    },
    async createFirstAccount({ body, origin, device, cookie }) {
      const browser = { device, previousToken: cookie };
      const signedIn = await createFirstAccount(
        parts,
        limits,
        body,
        origin,
        browser,
      );
      return sessionReply(parts, signedIn);
    },
  };
}
