import { UpstreamError } from '@keyward/upstream-http';

import { PROVIDERS_PATH } from './native-providers.ts';
import type { EsxTransport } from './transport.ts';

export interface EsxProbe {
  /** Always null: no call that works under every sign-in tells the release. */
  version: string | null;
  capabilities: 'native-providers'[];
  facts: {
    /** Why the key provider interface was not found, null when it answers. */
    nativeProviders: string | null;
  };
}

/** A name no provider has. */
const UNKNOWN_NAME = 'keyward-capability-check';
/** What vAPI answers for a path it does not have at all. */
const NO_SUCH_PATH = 'com.vmware.vapi.rest.httpNotFound';

/**
 * Finds out whether the host answers the key provider interface: reading an unknown provider is answered NOT_FOUND by a
 * host that has it. A host without it says that the path is unknown, or answers 404 without a vAPI error.
 *
 * @throws UpstreamError when the host cannot be reached or does not accept the account.
 */
export async function probeEsx(transport: EsxTransport): Promise<EsxProbe> {
  const reason = await whyAbsent(transport);
  return {
    version: null,
    capabilities: reason === null ? ['native-providers'] : [],
    facts: { nativeProviders: reason },
  };
}

async function whyAbsent(transport: EsxTransport): Promise<string | null> {
  try {
    await transport.send({
      method: 'GET',
      path: `${PROVIDERS_PATH}/${UNKNOWN_NAME}`,
    });
    return null;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'refused') {
      throw error;
    }
    // Not sent: the refusal was of the sign-in, which says nothing about the interface.
    if (error.delivery === 'not_sent') throw error;
    const { errorType, messages, httpStatus } = error.facts;
    const [first] = messages;
    if (errorType === 'NOT_FOUND' && first?.id !== NO_SUCH_PATH) return null;
    return first?.text ?? `status ${String(httpStatus)}`;
  }
}
