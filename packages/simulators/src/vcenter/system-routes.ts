import {
  helloRequest,
  MAX_HELLO_RELEASE_LENGTH,
  MAX_HELLO_RELEASES,
} from '@keyward/vcenter-client/wire';

import type { RouteTable, SimulatorAnswer } from '../host/index.ts';
import { invalidArgument, refuse } from '../vapi/vapi-error.ts';
import type { Personality } from './personality.ts';
import { withSession } from './with-session.ts';
import type { World } from './world.ts';

/** What vCenter says about itself. */
export function systemRoutes(world: World): RouteTable {
  const { personality } = world;
  return {
    'POST /api/vcenter/system?action=hello': withSession(world, ({ request }) =>
      hello(personality, request.body),
    ),
    'GET /api/appliance/system/version': withSession(world, () => ({
      status: 200,
      body: {
        version: personality.version,
        product: 'VMware vCenter Server',
        build: personality.build,
        type: 'vCenter Server with an embedded Platform Services Controller',
        summary: `vCenter Server ${personality.version}`,
        releasedate: '2026-01-15',
        install_time: '2026-02-01T08:00:00.000Z',
      },
    })),
  };
}

/** Agrees to the first release of the caller's list that this vCenter knows too. */
function hello(personality: Personality, body: unknown): SimulatorAnswer {
  const parsed = helloRequest.safeParse(body);
  const releases = parsed.success ? parsed.data.api_releases : [];
  const fits =
    releases.length > 0 &&
    releases.length <= MAX_HELLO_RELEASES &&
    releases.every((release) => release.length <= MAX_HELLO_RELEASE_LENGTH);
  if (!fits) {
    return invalidArgument(
      'spec.api_releases',
      'com.vmware.vapi.hello.invalid',
      'Send 1 to 128 API releases of at most 64 characters.',
    );
  }
  const agreed = releases.find((release) =>
    personality.apiReleases.includes(release),
  );
  if (agreed !== undefined) {
    return { status: 200, body: { api_release: agreed } };
  }
  return refuse('UNSUPPORTED', {
    id: 'com.vmware.vapi.hello.none',
    text: 'None of these API releases is supported.',
  });
}
