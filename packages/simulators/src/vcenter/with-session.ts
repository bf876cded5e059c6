import { SESSION_HEADER } from '@keyward/vcenter-client/wire';

import type {
  RouteHandler,
  RouteParameters,
  SimulatorAnswer,
  SimulatorRequest,
} from '../host/index.ts';
import { refuse, unauthenticated } from '../vapi/vapi-error.ts';
import { READ_ONLY_ACCOUNT } from './account.ts';
import { bearerSession } from './bearer-session.ts';
import type { Session } from './session-table.ts';
import type { World } from './world.ts';

interface Call {
  request: SimulatorRequest;
  parameters: RouteParameters;
  session: Session;
}

type Handler = (call: Call) => SimulatorAnswer | Promise<SimulatorAnswer>;

/** Lets a request through that carries a live session or a registered overflow token. */
export function withSession(world: World, handler: Handler): RouteHandler {
  return (request, parameters) => {
    const session =
      bearerSession(world, request) ??
      world.sessions.use(request.headers[SESSION_HEADER], world.context.now());
    return session
      ? handler({ request, parameters, session })
      : unauthenticated();
  };
}

/** The same for calls that need a `TrustedAdmin` privilege. */
export function withPrivilege(
  world: World,
  privilege: string,
  handler: Handler,
): RouteHandler {
  return withSession(world, (call) =>
    call.session.user === READ_ONLY_ACCOUNT
      ? unauthorized(privilege)
      : handler(call),
  );
}

export function unauthorized(privilege: string): SimulatorAnswer {
  return refuse('UNAUTHORIZED', {
    id: 'com.vmware.vapi.endpoint.method.authorization.required',
    text: `The account lacks the privilege ${privilege}.`,
    args: [privilege],
  });
}
