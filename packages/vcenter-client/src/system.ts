import { notFoundAsNull } from './not-found.ts';
import type { VcenterTransport } from './transport.ts';
import { applianceVersion, helloResult } from './wire/system.ts';
import type { ApplianceVersion } from './wire/system.ts';

/** API releases this client was written against, newest first; `hello` answers the first one both sides know. */
const KNOWN_RELEASES = ['9.1.0.0', '9.0.0.0', '8.0.3.0', '8.0.2.0'];

/** What vCenter says about itself. */
export function createSystem(transport: VcenterTransport) {
  return {
    /** The agreed API release; null on a vCenter before 8.0.2, which has no such call. */
    async hello(): Promise<string | null> {
      const request = {
        method: 'POST',
        path: '/api/vcenter/system',
        query: { action: 'hello' },
        body: { api_releases: KNOWN_RELEASES },
      } as const;
      const result = await notFoundAsNull(
        transport.read(helloResult, 'an API release', request),
      );
      return result?.api_release ?? null;
    },

    /** The appliance's own version. */
    async applianceVersion(): Promise<ApplianceVersion | null> {
      const request = {
        method: 'GET',
        path: '/api/appliance/system/version',
      } as const;
      return notFoundAsNull(
        transport.read(applianceVersion, 'an appliance version', request),
      );
    },
  };
}
