import { databaseTime } from '../database-time.ts';
import type { Handlers } from '../http/handler.ts';
import { sessionCookies } from '../http/session-cookie.ts';
import { askForPasskey } from '../passkeys/prove-with-passkey.ts';
import {
  presentSession,
  type SessionParts,
} from '../people/present-session.ts';
import { stepUp, type StepUpParts } from '../people/step-up.ts';

/** Proving again, within a session, who one is. */
export function stepUpRoutes(
  parts: StepUpParts & SessionParts,
): Pick<Handlers, 'stepUpOptions' | 'stepUp'> {
  return {
    stepUpOptions: async ({ caller }) => ({
      body: await askForPasskey(parts, caller, { purpose: 'step-up' }),
    }),
    async stepUp({ body, caller, origin }) {
      const proved = await stepUp(parts, body, caller, origin);
      const secondsLeft = Math.floor(
        (proved.caller.expiresAt.getTime() - (await databaseTime(parts.db))) /
          1000,
      );
      return {
        body: await presentSession(parts, proved.caller),
        headers: {
          'Set-Cookie': sessionCookies(parts.mode, proved.token, secondsLeft),
        },
      };
    },
  };
}
