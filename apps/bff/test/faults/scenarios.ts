import type { PolicyDocument } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';

import type { ChangeRequest } from '../support/changes.ts';
import { newPolicy, newRoles, readPolicy } from '../support/console-changes.ts';
import type { SimulatorName } from '../support/console-under-test.ts';
import type { FaultStage } from './fault-stage.ts';

/** What is asked of the console, and what is supplied after the approval. */
export interface Wish {
  request: ChangeRequest;
  late?: Record<string, string>;
}

/** One operation, asked for so that it can be carried out again and again. */
export interface Scenario {
  name: string;
  /** Where its effects are counted; null for a change of the console itself. */
  on: SimulatorName | null;
  /** What it does cannot always be found again at the target. */
  mayBeUnknown?: boolean;
  /** What else has to run. */
  needs?: readonly SimulatorName[];
  wish(stage: ScenarioStage): Promise<Wish>;
}

/** As much of a stage as a wish needs. */
export type ScenarioStage = Pick<
  FaultStage,
  'connectionId' | 'control' | 'db' | 'people' | 'simulators'
>;

const REASON = 'Survives the end of the console';
const SERVICE = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a01';
const pair = z.object({ certificate: z.string(), privateKey: z.string() });
const tokens = z.object({
  overflowToken: z.string(),
  expandedAccessToken: z.string(),
});

function on(
  stage: ScenarioStage,
  operation: string,
  name: SimulatorName,
  input: Record<string, unknown>,
): Wish {
  const connectionId = stage.connectionId(name);
  return { request: { operation, connectionId, input, reason: REASON } };
}

function certificate(
  stage: ScenarioStage,
  keySource: Record<string, unknown>,
  pem: string,
): Wish {
  return on(stage, 'vcenter.update-provider-client-certificate', 'vc-ta', {
    trustAuthorityCluster: 'domain-c101',
    provider: 'kmip-prod',
    certificate: pem,
    keySource,
  });
}

async function newPair(stage: ScenarioStage): Promise<z.infer<typeof pair>> {
  return pair.parse(
    await stage.control('vc-ta').call('GET', '/demo-certificate?case=valid'),
  );
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'vcenter.configure-cluster-kms-service',
    on: 'vc-work',
    wish: async (stage) =>
      on(stage, 'vcenter.configure-cluster-kms-service', 'vc-work', {
        cluster: 'domain-c21',
        source: { type: 'SERVICE', service: SERVICE },
      }),
  },
  {
    name: 'ontap.add-key-servers',
    on: 'ontap-01',
    wish: async (stage) =>
      on(stage, 'ontap.add-key-servers', 'ontap-01', {
        keyManager: ONTAP_KEY_MANAGERS.finance,
        servers: [{ server: `kms-${randomUUID()}.corp.example` }],
      }),
  },
  {
    name: 'esx.create-native-provider',
    on: 'esx-01',
    mayBeUnknown: true,
    wish: async (stage) =>
      on(stage, 'esx.create-native-provider', 'esx-01', {
        provider: `provider-${randomUUID()}`,
        keyId: randomUUID(),
        keyDerivationKey: randomBytes(32).toString('base64'),
      }),
  },
  {
    name: 'vcenter.update-provider-client-certificate',
    on: 'vc-ta',
    wish: async (stage) => {
      const { certificate: pem, privateKey } = await newPair(stage);
      return certificate(stage, { type: 'PAIR', privateKey }, pem);
    },
  },
  {
    name: 'vcenter.update-provider-client-certificate, its key late',
    on: 'vc-ta',
    wish: async (stage) => {
      const { certificate: pem, privateKey } = await newPair(stage);
      const { request } = certificate(stage, { type: 'PAIR' }, pem);
      return {
        request: { ...request, secretDelivery: 'late' },
        late: { '/keySource/privateKey': privateKey },
      };
    },
  },
  {
    name: 'vcenter.generate-provider-csr',
    on: 'vc-ta',
    wish: async (stage) =>
      on(stage, 'vcenter.generate-provider-csr', 'vc-ta', {
        trustAuthorityCluster: 'domain-c101',
        provider: 'kmip-dr',
      }),
  },
  {
    name: 'vcenter.register-expanded-token',
    on: 'vc-91',
    mayBeUnknown: true,
    wish: async (stage) =>
      on(
        stage,
        'vcenter.register-expanded-token',
        'vc-91',
        tokens.parse(
          await stage.control('vc-91').call('GET', '/demo-tokens?case=valid'),
        ),
      ),
  },
  {
    name: 'console.update-policy',
    on: null,
    wish: async (stage) => {
      const { document } = await readPolicy(stage.people().admin);
      return { request: newPolicy(withOtherWindow(document)) };
    },
  },
  {
    name: 'console.update-roles',
    on: null,
    wish: async (stage) => {
      const { id, isReviewer } = await helpdeskOf(stage);
      return {
        request: newRoles(
          { id },
          isReviewer ? ['helpdesk'] : ['helpdesk', 'reviewer'],
        ),
      };
    },
  },
  {
    name: 'console.update-connection',
    on: null,
    needs: ['vc-work', 'vc-91'],
    wish: async (stage) => {
      const connection = stage.connectionId('vc-work');
      const { port: now } = await stage.db
        .selectFrom('connection')
        .select('port')
        .where('id', '=', connection)
        .executeTakeFirstOrThrow();
      // To the other simulator, and back the next time.
      const to = stage.simulators.find(
        ({ name, port }) =>
          (name === 'vc-work' || name === 'vc-91') && port !== now,
      );
      if (to === undefined) throw new Error('There is no other simulator.');
      const { host, port, sha256 } = to;
      return {
        request: {
          operation: 'console.update-connection',
          input: { connection, host, port, trust: { mode: 'pin', sha256 } },
          reason: REASON,
        },
      };
    },
  },
];

/** Another policy each time: only the window of one operation differs. */
function withOtherWindow(document: PolicyDocument): PolicyDocument {
  const operation = 'ontap.add-key-servers';
  const before = document.operations[operation] ?? document.risk.high;
  const windowHours = before.windowHours === 24 ? 48 : 24;
  return {
    ...document,
    operations: {
      ...document.operations,
      [operation]: { ...before, windowHours },
    },
  };
}

async function helpdeskOf({
  db,
}: ScenarioStage): Promise<{ id: string; isReviewer: boolean }> {
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'helpdesk')
    .executeTakeFirstOrThrow();
  const roles = await db
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', id)
    .execute();
  return { id, isReviewer: roles.some(({ role }) => role === 'reviewer') };
}
