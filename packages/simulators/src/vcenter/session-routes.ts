import { SESSION_HEADER } from '@keyward/vcenter-client/wire';
import type { SessionInfo } from '@keyward/vcenter-client/wire';

import type {
  RouteTable,
  SimulatorAnswer,
  SimulatorContext,
  SimulatorRequest,
} from '../host/index.ts';
import { refuse, unauthenticated } from '../vapi/vapi-error.ts';
import { accountOf } from './account.ts';
import type { Session } from './session-table.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

const LEGACY = '/rest/com/vmware/cis/session';

/** Sign-in, who am I, sign-out; today's form and the legacy one. */
export function sessionRoutes(world: World): RouteTable {
  return {
    'POST /api/session': (request) =>
      signIn(world, request, (token) => ({ status: 201, body: token })),
    'GET /api/session': withSession(world, ({ session }) => ({
      status: 200,
      body: infoOf(session),
    })),
    'DELETE /api/session': (request) => signOut(world, request, 204),
    [`POST ${LEGACY}`]: (request) =>
      signIn(world, request, (token) => ({
        status: 200,
        headers: {
          'set-cookie': `${SESSION_HEADER}=${token};Path=/rest;Secure;HttpOnly`,
        },
        body: { value: token },
      })),
    [`POST ${LEGACY}?~action=get`]: withSession(world, ({ session }) => ({
      status: 200,
      body: { value: infoOf(session) },
    })),
    [`DELETE ${LEGACY}`]: (request) => signOut(world, request, 200),
  };
}

function infoOf(session: Session): SessionInfo {
  return {
    user: session.user,
    created_time: new Date(session.createdAt).toISOString(),
    last_accessed_time: new Date(session.lastUsedAt).toISOString(),
  };
}

function signIn(
  { context, sessions }: World,
  request: SimulatorRequest,
  welcome: (token: string) => SimulatorAnswer,
): SimulatorAnswer {
  const authorization = request.headers['authorization'];
  const user = accountOf(authorization, context);
  if (user === null) return refuseSignIn(context, authorization);
  const token = sessions.create(user, context.now());
  if (token === null) {
    return refuse('SERVICE_UNAVAILABLE', {
      id: 'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached',
      text: `User session count is limited to 550. Existing session count is 550 for user ${user}.`,
      args: ['550', '550', user],
    });
  }
  return welcome(token);
}

function refuseSignIn(
  { options }: SimulatorContext,
  authorization = '',
): SimulatorAnswer {
  const given = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64');
  // In the echoing mode the refusal repeats what was tried, as a badly behaved server might.
  const echo = options.echoSecrets
    ? ` Received: ${given.toString('utf8')}`
    : '';
  return unauthenticated(
    'com.vmware.vapi.endpoint.failedToLogin',
    `Unable to authenticate the user.${echo}`,
  );
}

function signOut(
  { sessions }: World,
  request: SimulatorRequest,
  status: number,
): SimulatorAnswer {
  return sessions.delete(request.headers[SESSION_HEADER])
    ? { status }
    : unauthenticated();
}
