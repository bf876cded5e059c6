import type { Trust } from '@keyward/contract';
import { readCertificate } from '@keyward/pki';

import { Refusal, refuseField } from '../http/refusal.ts';
import type { NewConnection } from './connection-input.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { readEndpoint } from './probe-endpoint.ts';

/** Trust as it is stored with a connection. */
export interface EstablishedTrust {
  trust: Trust;
  pinnedCertificate: string | null;
}

/** The trust to store: a CA bundle as given, or the pin that the target shows now. */
export async function establishTrust(
  parts: ConnectionParts,
  input: Pick<NewConnection, 'host' | 'port' | 'trust'>,
): Promise<EstablishedTrust> {
  if (input.trust.mode === 'ca') {
    try {
      const { leaf, chain } = await readCertificate(input.trust.pem);
      const all = [leaf, ...chain];
      if (!all.every((each) => each.isCa)) {
        throw refuseField(
          '/trust/pem',
          'not_a_ca',
          'Every certificate of the bundle must be a CA certificate.',
        );
      }
      const pem = all.map((each) => each.pem).join('\n');
      return {
        trust: { mode: 'ca', pem, sha256: all.map((each) => each.sha256) },
        pinnedCertificate: null,
      };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw refuseField(
        '/trust/pem',
        'not_a_certificate',
        'Paste the CA certificates as PEM.',
      );
    }
  }
  const shown = await readEndpoint(parts, input.host, input.port);
  if (shown.sha256 !== input.trust.sha256) {
    throw new Refusal('upstream_tls', {
      detail:
        'The target shows another certificate than the fingerprint you gave.',
      nextStep:
        'Compare the fingerprint with the target’s own console before you trust it.',
      fieldErrors: [
        {
          pointer: '/trust/sha256',
          code: 'pin_mismatch',
          message: 'The target shows another certificate.',
        },
      ],
    });
  }
  return {
    trust: { mode: 'pin', sha256: shown.sha256 },
    pinnedCertificate: shown.chainPem[0] ?? null,
  };
}
