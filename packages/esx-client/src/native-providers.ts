import type { FrozenRequest } from '@keyward/contract';
import { UpstreamError } from '@keyward/upstream-http';

import { parseAnswer } from './parse-answer.ts';
import type { EsxTransport } from './transport.ts';
import { providerInfo } from './wire/kms-providers.ts';

export const PROVIDERS_PATH = '/api/esx/trusted-infrastructure/kms/providers';

/** What a host tells of a provider; the key derivation key is never read back. */
export interface NativeProvider {
  /** `NATIVE` or `TRUST_AUTHORITY` in the vendor's words. */
  type: string;
  keyId: string | null;
}

/** One provider by name, or null when the host has none of it. The host has no list. */
export async function getNativeProvider(
  transport: EsxTransport,
  name: string,
  signal?: AbortSignal,
): Promise<NativeProvider | null> {
  const path = `${PROVIDERS_PATH}/${pathSegment(name)}`;
  try {
    const answer = await transport.send({
      method: 'GET',
      path,
      ...(signal ? { signal } : {}),
    });
    const info = parseAnswer(providerInfo, answer.body, 'a key provider');
    return { type: info.type, keyId: info.native_info?.key_id ?? null };
  } catch (error) {
    if (error instanceof UpstreamError && error.facts.httpStatus === 404) {
      return null;
    }
    throw error;
  }
}

/**
 * The call that makes a native provider; answered 204, without a task. `native_spec` is always sent.
 *
 * Vendor source: ESX host API, trusted_infrastructure.kms.providers create, "new feature in development".
 *
 * @param keyPointer where the key derivation key stands in the change's input.
 */
export function createNativeProviderRequest(
  provider: string,
  keyId: string,
  keyPointer: string,
): FrozenRequest {
  return {
    method: 'POST',
    path: PROVIDERS_PATH,
    body: {
      provider,
      native_spec: {
        key_id: keyId,
        key_derivation_key: { $secret: keyPointer },
      },
    },
  };
}

/** @throws RangeError for names a path cannot carry: proxies fold dot segments even when encoded. */
function pathSegment(name: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new RangeError('This name cannot be part of a path.');
  }
  return encodeURIComponent(name);
}
