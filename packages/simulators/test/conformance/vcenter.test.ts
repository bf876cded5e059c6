import { Secret } from '@keyward/secrets';
import {
  configureClusterKmsServiceRequest,
  generateProviderCsrRequest,
  updateProviderClientCertificateRequest,
} from '@keyward/vcenter-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { callRaw } from '../ontap/call-raw.ts';
import {
  connectVcenter,
  endOf,
  failureOf,
  noSecrets,
} from '../vcenter/connect-vcenter.ts';
import { Conformance } from './conformance.ts';
import { createRecorder } from './record-exchanges.ts';
import { specFolder, WITH_SPECS } from './spec-folder.ts';

const FILES = [
  'cis-session.json',
  'cis-tasks.json',
  'vcenter-inventory.json',
  'vcenter-trusted-infrastructure.json',
  'vcenter-registered-tokens.json',
];
/** The 8.0.2 file types a task's result as an object; the operations return text and lists too, and the 9.1 one says anything. */
const RESULT_IS_NO_OBJECT = 'result must be object';
const TRUSTED = 'domain-c21';
const AUTHORITY = 'domain-c101';
const POINTER = '/keySource/privateKey';
const INFRASTRUCTURE = '/api/vcenter/trusted-infrastructure';

describe.skipIf(specFolder === null)(
  `the vCenter client and simulators against the vendor's descriptions ${WITH_SPECS}`,
  () => {
    const recorder = createRecorder();
    let estate: TestEstate;
    let conformance: Conformance;

    beforeAll(async () => {
      conformance = new Conformance(specFolder ?? '', FILES);
      estate = await startTestEstate({
        only: ['vc-ta', 'vc-work', 'vc-91'],
        wrap: (simulator) => recorder.wrap(simulator),
      });
    });
    afterAll(() => estate.stop());

    const unknownViolations = () =>
      conformance
        .check(recorder.exchanges)
        .violations.filter((text) => !text.endsWith(RESULT_IS_NO_OBJECT));

    it('agree in everything the client does on the workload side', async () => {
      const client = connectVcenter(estate.entry('vc-work'));
      await client.probe();
      await client.testSignIn();
      await client.clusters.list({ ids: [TRUSTED] });
      const [service] = await client.kmsServices.query();
      const id = z.string().parse(service?.service);
      await client.kmsServices.get(id);
      const { taskId } = await client.sendFrozen(
        configureClusterKmsServiceRequest(TRUSTED, {
          type: 'SERVICE',
          service: id,
        }),
        noSecrets,
      );
      const task = z.string().parse(taskId);
      await endOf(client, task);
      await client.tasks.listTasks([task], { excludeResult: true });
      await client.trustedClusterKmsServices.query(TRUSTED);
      await client.trustedClusterKmsServices.get(TRUSTED, id);
      await client.trustedClusterKmsAppliedConfig.query(TRUSTED);
      await client.trustedClusterKmsAppliedConfig.get(TRUSTED, {
        hostname: 'kms-a1.trust.corp.example',
        port: 443,
      });
      await failureOf(client.tasks.cancel(task));
      for (const word of [
        'already-exists',
        'invalid-argument',
        'unauthenticated',
        'error',
        'nested',
      ]) {
        const request = configureClusterKmsServiceRequest(TRUSTED, {
          type: 'SERVICE',
          service: `svc-fail-${word}`,
        });
        await failureOf(client.sendFrozen(request, noSecrets));
      }
      await client.close();
      expect(recorder.exchanges.length).toBeGreaterThan(30);
      expect(unknownViolations()).toEqual([]);
    });

    it('agree in everything the client does on the Trust Authority side', async () => {
      const client = connectVcenter(estate.entry('vc-ta'));
      await client.trustAuthorityClusters.list();
      await client.trustAuthorityClusters.get(AUTHORITY);
      await client.trustAuthorityKmsProviders.list(AUTHORITY);
      await client.trustAuthorityKmsProviders.get(AUTHORITY, 'kmip-dr');
      await client.trustAuthorityKmsProviders.currentPeerCertificates(
        AUTHORITY,
        'kmip-dr',
      );
      await client.providerClientCertificate.get(AUTHORITY, 'kmip-dr');
      await client.providerClientCertificate.getCsr(AUTHORITY, 'kmip-dr');
      const made = z
        .object({ certificate: z.string(), privateKey: z.string() })
        .parse(await estate.control('vc-ta').call('GET', '/demo-certificate'));
      const request = updateProviderClientCertificateRequest(
        AUTHORITY,
        'kmip-dr',
        made.certificate,
        POINTER,
      );
      await client.sendFrozen(
        request,
        new Map([[POINTER, new Secret(made.privateKey)]]),
      );
      await failureOf(
        client.sendFrozen(request, new Map([[POINTER, new Secret('no key')]])),
      );
      const csr = await client.sendFrozen(
        generateProviderCsrRequest(AUTHORITY, 'kmip-dr'),
        noSecrets,
      );
      await endOf(client, z.string().parse(csr.taskId));
      await client.providerClientCertificate.getCsr(AUTHORITY, 'kmip-dr');
      for (const provider of ['no-such-provider', 'fail-error']) {
        await failureOf(
          client.sendFrozen(
            generateProviderCsrRequest(AUTHORITY, provider),
            noSecrets,
          ),
        );
      }
      await client.close();
      expect(unknownViolations()).toEqual([]);
    });

    it('agree about registered tokens', async () => {
      const client = connectVcenter(estate.entry('vc-91'));
      for (const wanted of [
        'valid',
        'expired',
        'mismatched',
        'no-system-read',
        'error',
      ]) {
        const pair = z
          .object({
            overflowToken: z.string(),
            expandedAccessToken: z.string(),
          })
          .parse(
            await estate
              .control('vc-91')
              .call('GET', `/demo-tokens?case=${wanted}`),
          );
        const registered = client.registeredTokens.registerExpandedToken({
          overflowToken: new Secret(pair.overflowToken),
          expandedAccessToken: new Secret(pair.expandedAccessToken),
        });
        await registered.catch(() => undefined);
      }
      await client.close();
      expect(unknownViolations()).toEqual([]);
    });

    it('agree in what only the simulators do', async () => {
      const work = estate.entry('vc-work');
      const authority = estate.entry('vc-ta');
      const signedIn = async (entry: typeof work) => {
        const { body } = await callRaw(entry, '/api/session', {
          method: 'POST',
        });
        return { 'vmware-api-session-id': z.string().parse(body) };
      };
      const headers = await signedIn(work);
      const call = (target: string, method = 'GET', body?: unknown) =>
        callRaw(work, target, { method, headers, body });
      const legacy = '/rest/com/vmware/cis/session';
      await callRaw(work, legacy, { method: 'POST' });
      const fresh = await signedIn(work);
      for (const [method, target] of [
        ['POST', `${legacy}?~action=get`],
        ['DELETE', legacy],
      ] as const) {
        const answer = await callRaw(work, target, { method, headers: fresh });
        expect(answer.status).toBe(200);
      }
      await call('/api/vcenter/cluster/domain-c8');
      await call(`${INFRASTRUCTURE}/principal`);
      const created = await call(`${INFRASTRUCTURE}/kms/services`, 'POST', {
        address: { hostname: 'new.corp.example', port: 443 },
        trusted_CA: { cert_chain: ['-----BEGIN CERTIFICATE-----'] },
        group: 'g',
        trust_authority_cluster: 'domain-c103',
      });
      expect(created.status).toBe(201);
      await call(
        `${INFRASTRUCTURE}/kms/services/${String(created.body)}`,
        'DELETE',
      );
      await call(
        `${INFRASTRUCTURE}/trusted-clusters/domain-c34/kms/services-applied-config?vmw-task=true`,
        'PATCH',
      );
      const [configured] = z
        .array(z.object({ service: z.string() }))
        .parse(
          (
            await call(
              `${INFRASTRUCTURE}/trusted-clusters/domain-c8/kms/services?action=query`,
              'POST',
              {},
            )
          ).body,
        );
      await call(
        `${INFRASTRUCTURE}/trusted-clusters/domain-c8/kms/services/${configured?.service ?? ''}?vmw-task=true`,
        'DELETE',
      );
      const provider = `${INFRASTRUCTURE}/trust-authority-clusters/${AUTHORITY}/kms/providers/kmip-prod`;
      const authorityHeaders = await signedIn(authority);
      const status = `${INFRASTRUCTURE}/trust-authority-clusters/${AUTHORITY}/kms/service-status?vmw-task=true`;
      await callRaw(authority, status, { headers: authorityHeaders });
      for (const [method, path] of [
        ['POST', 'client-certificate'],
        ['GET', 'peer-certs/trusted'],
      ] as const) {
        const answer = await callRaw(
          authority,
          `${provider}/${path}?vmw-task=true`,
          { method, headers: authorityHeaders },
        );
        expect(answer.status).toBe(202);
      }
      expect(unknownViolations()).toEqual([]);
    });

    it('leave exactly this outside the comparison', () => {
      const { uncovered, notExercised } = conformance.check(recorder.exchanges);
      expect(uncovered).toEqual([
        'GET /api/appliance/system/version',
        // Only the page of the operation names the refusal for lack of System.Read.
        'POST /api/vcenter/registered-tokens: status 403',
        'POST /api/vcenter/system',
      ]);
      const left = notExercised.map((key) => key.replace(INFRASTRUCTURE, '…'));
      // Attestation is no part of key management; of the rest Keyward neither reads nor changes these.
      expect(left.filter((key) => !key.includes('/attestation'))).toEqual([
        'DELETE …/trust-authority-clusters/{cluster}/consumer-principals/{profile}?vmw-task=true',
        'DELETE …/trust-authority-clusters/{cluster}/kms/providers/{provider}?vmw-task=true',
        'DELETE …/trusted-clusters/{cluster}/kms/services-applied-config?vmw-task=true',
        'DELETE …/trusted-clusters/{cluster}/services-applied-config?vmw-task=true',
        'GET /api/vcenter/host',
        'GET …/trust-authority-clusters/{cluster}/consumer-principals/{profile}?vmw-task=true',
        'GET …/trust-authority-hosts/{host}/kms/',
        'GET …/trusted-clusters/{cluster}/services-applied-config?vmw-task=true',
        'PATCH …/trust-authority-clusters/{cluster}/kms/providers/{provider}/peer-certs/trusted?vmw-task=true',
        'PATCH …/trust-authority-clusters/{cluster}/kms/providers/{provider}?vmw-task=true',
        'PATCH …/trust-authority-clusters/{cluster}?vmw-task=true',
        'PATCH …/trusted-clusters/{cluster}/services-applied-config?vmw-task=true',
        'POST /api/vcenter/host',
        'POST …/trust-authority-clusters/{cluster}/consumer-principals?action=query&vmw-task=true',
        'POST …/trust-authority-clusters/{cluster}/consumer-principals?vmw-task=true',
        'POST …/trust-authority-clusters/{cluster}/kms/providers?vmw-task=true',
        'POST …/trust-authority-hosts/kms?action=query',
        'PUT …/trust-authority-clusters/{cluster}/kms/providers/{provider}/credential?vmw-task=true',
      ]);
    });
  },
);
