import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { z } from 'zod';

import { type ChangeRequest, newProvider } from '../support/changes.ts';
import type {
  ConsoleUnderTest,
  SimulatorName,
} from '../support/console-under-test.ts';

/** Targets of every operation. */
export const ESTATE: SimulatorName[] = [
  'vc-ta',
  'vc-work',
  'vc-91',
  'esx-01',
  'ontap-01',
];
/** A registered service that no cluster of `vc-work` but the first uses. */
export const SERVICE = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a01';

const pairShape = z.object({ certificate: z.string(), privateKey: z.string() });
const tokensShape = z.object({
  overflowToken: z.string(),
  expandedAccessToken: z.string(),
});

type Input = Record<string, unknown>;

/** What a person may ask for, right or wrong. */
export interface Requests {
  connectionId: (simulator: SimulatorName) => string;
  addServers: (servers: Input[], keyManager?: string) => ChangeRequest;
  configure: (source: Input, cluster?: string) => ChangeRequest;
  newProvider: (input?: Input) => ChangeRequest;
  /** A certificate with its key, both PEM, wrong in the way that is asked for. */
  certificateOf: (kind: string) => Promise<z.infer<typeof pairShape>>;
  replaceCertificate: (
    certificate: string,
    keySource: Input,
    provider?: string,
  ) => ChangeRequest;
  /** Such a certificate together with its key. */
  replacePair: (kind: string) => Promise<ChangeRequest>;
  registerToken: () => Promise<ChangeRequest>;
}

export function requestsTo(console: ConsoleUnderTest): Requests {
  const request = (
    operation: string,
    simulator: SimulatorName,
    input: Input,
  ): ChangeRequest => ({
    operation,
    connectionId: console.connectionId(simulator),
    input,
    reason: 'Because it is needed',
  });
  const certificateOf: Requests['certificateOf'] = async (kind) =>
    pairShape.parse(
      await console
        .control('vc-ta')
        .call('GET', `/demo-certificate?case=${kind}`),
    );
  const replaceCertificate: Requests['replaceCertificate'] = (
    certificate,
    keySource,
    provider = 'kmip-prod',
  ) =>
    request('vcenter.update-provider-client-certificate', 'vc-ta', {
      trustAuthorityCluster: 'domain-c101',
      provider,
      certificate,
      keySource,
    });
  return {
    connectionId: (simulator) => console.connectionId(simulator),
    addServers: (servers, keyManager = ONTAP_KEY_MANAGERS.finance) =>
      request('ontap.add-key-servers', 'ontap-01', { keyManager, servers }),
    configure: (source, cluster = 'domain-c21') =>
      request('vcenter.configure-cluster-kms-service', 'vc-work', {
        cluster,
        source,
      }),
    newProvider: (input) => newProvider(console, input),
    certificateOf,
    replaceCertificate,
    async replacePair(kind) {
      const { certificate, privateKey } = await certificateOf(kind);
      return replaceCertificate(certificate, { type: 'PAIR', privateKey });
    },
    async registerToken() {
      const tokens = tokensShape.parse(
        await console.control('vc-91').call('GET', '/demo-tokens?case=valid'),
      );
      return request('vcenter.register-expanded-token', 'vc-91', tokens);
    },
  };
}
