import {
  type Check,
  type FrozenInput,
  type Plan,
  type Verification,
} from '@keyward/contract';
import {
  type CertificateFacts,
  looksLikePrivateKey,
  PemError,
  readCertificate,
  readCsr,
  readPrivateKey,
} from '@keyward/pki';
import {
  TASK_NAMES,
  updateProviderClientCertificateRequest,
  UpstreamError,
  type VcenterClient,
} from '@keyward/vcenter-client';
import { z } from 'zod';

import { refuseField } from '../../http/refusal.ts';
import { certificateChecks } from '../certificate-checks.ts';
import { makeCheck } from '../make-check.ts';
import {
  defineOperation,
  type Effect,
  type PlainSecrets,
  type Run,
} from '../operation-module.ts';

type K = 'vcenter.update-provider-client-certificate';
type Input = FrozenInput<K>;

const facts = z.object({
  sha256: z.string(),
  publicKeySha256: z.string(),
  subject: z.string(),
  serialNumber: z.string(),
  notAfter: z.string(),
});

/** The provider's present certificate and last CSR, and the new certificate as read from the input. */
const guard = z.object({
  trustAuthorityCluster: z.string(),
  provider: z.string(),
  current: facts.nullable(),
  csrPublicKeySha256: z.string().nullable(),
  next: facts,
});
type Guard = z.infer<typeof guard>;

const KEY_POINTER = '/keySource/privateKey';

export const vcenterUpdateProviderClientCertificate = defineOperation<K, Guard>(
  'vcenter',
  {
    guard,
    followsUpstreamTask: true,
    searchWords: (input) => [input.trustAuthorityCluster, input.provider],
    admit,
    observe,
    plan,
    async apply({ client, request, secrets, signal }) {
      const answer = await client.sendFrozen(request, secrets, signal);
      return answer.taskId === undefined
        ? { result: `HTTP ${String(answer.status)}` }
        : { upstreamTaskId: answer.taskId };
    },
    findEffect,
    verify,
  },
);

function brief(leaf: CertificateFacts): z.infer<typeof facts> {
  const { sha256, publicKeySha256, subject, serialNumber, notAfter } = leaf;
  return { sha256, publicKeySha256, subject, serialNumber, notAfter };
}

const PEM_WORDS: Partial<Record<PemError['reason'], string>> = {
  empty: 'Paste the certificate as PEM.',
  no_pem:
    'This is no PEM: a certificate begins with -----BEGIN CERTIFICATE-----.',
  bad_base64: 'The PEM block is damaged.',
  unterminated: 'The PEM block has no end line.',
  text_outside: 'Remove the text outside the PEM blocks.',
  too_large: 'At most 64 KiB of PEM.',
  too_many_blocks: 'At most 10 PEM blocks.',
  encrypted_key:
    'The key is encrypted; decrypt it first, for example with openssl pkey.',
  unsupported_key: 'This kind of key is not supported.',
};

async function readLeaf(input: Input): Promise<CertificateFacts> {
  if (looksLikePrivateKey(input.certificate)) {
    throw refuseField(
      '/input/certificate',
      'private_key_in_public_field',
      'This holds a private key. It was not kept; paste only the certificate here.',
      'private_key_in_public_field',
    );
  }
  try {
    return (await readCertificate(input.certificate)).leaf;
  } catch (error) {
    const reason =
      error instanceof PemError ? error.reason : 'not_a_certificate';
    if (reason === 'private_key') {
      throw refuseField(
        '/input/certificate',
        'private_key_in_public_field',
        'This holds a private key. It was not kept; paste only the certificate here.',
        'private_key_in_public_field',
      );
    }
    throw refuseField(
      '/input/certificate',
      reason,
      PEM_WORDS[reason] ?? 'This is not a certificate.',
    );
  }
}

async function admit(
  input: Input,
  plain: PlainSecrets,
  now: Date,
): Promise<Check[]> {
  const leaf = await readLeaf(input);
  const checks = certificateChecks(leaf, '/certificate', now);
  const pem = plain.get(KEY_POINTER);
  if (pem === undefined) return checks;
  const key = await readPrivateKey(pem).catch((error: unknown) => {
    const reason = error instanceof PemError ? error.reason : 'unsupported_key';
    throw refuseField(
      '/input/keySource/privateKey',
      reason,
      PEM_WORDS[reason] ?? 'This is not a private key.',
    );
  });
  if (key.publicKeySha256 !== leaf.publicKeySha256) {
    throw refuseField(
      '/input/keySource/privateKey',
      'certificate_key_mismatch',
      'The key does not belong to the certificate.',
      'certificate_key_mismatch',
    );
  }
  return [
    ...checks,
    makeCheck({
      id: 'key-matches',
      title: 'Key belongs to the certificate',
      severity: 'blocker',
      passed: true,
      evidence: `Both have the public key with SHA-256 ${key.publicKeySha256}.`,
      field: KEY_POINTER,
    }),
  ];
}

async function observe(
  client: VcenterClient,
  input: Input,
  signal: AbortSignal,
): Promise<{ guard: Guard; checks: Check[] }> {
  const { trustAuthorityCluster, provider } = input;
  const leaf = await readLeaf(input);
  const [info, pem, csrPem] = await Promise.all([
    client.trustAuthorityKmsProviders.get(trustAuthorityCluster, provider, {
      signal,
    }),
    client.providerClientCertificate.get(trustAuthorityCluster, provider, {
      signal,
    }),
    client.providerClientCertificate.getCsr(trustAuthorityCluster, provider, {
      signal,
    }),
  ]);
  if (info === null) {
    throw refuseField(
      '/input/provider',
      'not_found',
      'This vCenter has no such trust authority cluster or key provider. Pick both again.',
    );
  }
  const current =
    pem === null
      ? null
      : await readCertificate(pem).then(
          ({ leaf: each }) => brief(each),
          () => null,
        );
  const csr = csrPem === null ? null : await readCsr(csrPem).catch(() => null);
  const observed: Guard = {
    trustAuthorityCluster,
    provider,
    current,
    csrPublicKeySha256: csr?.publicKeySha256 ?? null,
    next: brief(leaf),
  };
  return {
    guard: observed,
    checks: checksOf(
      input,
      observed,
      info.servers
        .filter((each) => each.serverTrustsClient === false)
        .map((each) => each.name),
    ),
  };
}

function checksOf(
  input: Input,
  observed: Guard,
  distrusting: string[],
): Check[] {
  const { current, next, csrPublicKeySha256 } = observed;
  const checks = [
    makeCheck({
      id: 'certificate-is-new',
      title: 'Another certificate than now',
      severity: 'blocker',
      passed: current?.sha256 !== next.sha256,
      evidence:
        current?.sha256 === next.sha256
          ? 'The provider has exactly this certificate already.'
          : `Now ${current?.sha256 ?? 'none'}.`,
      field: '/certificate',
    }),
    makeCheck({
      id: 'cannot-be-undone',
      title: 'Cannot be undone without the old key',
      severity: 'warning',
      passed: false,
      evidence:
        'The certificate is replaced for every host of the cluster. Going back needs the old certificate and its private key.',
    }),
    makeCheck({
      id: 'servers-trust-client',
      title: 'Key servers trust the present certificate',
      severity: 'info',
      passed: distrusting.length === 0,
      evidence:
        distrusting.length === 0
          ? 'No key server refuses the present certificate.'
          : `Refuse the present certificate: ${distrusting.join(', ')}.`,
    }),
  ];
  if (input.keySource.type === 'PAIR') return checks;
  const answers = csrPublicKeySha256 === next.publicKeySha256;
  const evidence =
    csrPublicKeySha256 === null
      ? 'The provider has no CSR; vCenter will probably refuse a certificate without a key.'
      : answers
        ? 'The certificate has the key of the provider’s last CSR.'
        : 'The certificate has another key than the provider’s last CSR.';
  return [
    ...checks,
    makeCheck({
      id: 'answers-csr',
      title: 'Answers the provider’s CSR',
      severity: 'warning',
      passed: answers,
      evidence,
      field: '/certificate',
    }),
  ];
}

function plan(input: Input, observed: Guard): Plan {
  const { next, ...before } = observed;
  const { current } = before;
  const show = (each: z.infer<typeof facts> | null): string | null =>
    each === null
      ? null
      : `${each.subject}\nserial ${each.serialNumber}\nexpires ${each.notAfter}\nSHA-256 ${each.sha256}`;
  return {
    before,
    after: { ...before, current: next },
    sentences: [
      `The client certificate of key provider ${input.provider} on trust authority cluster ${input.trustAuthorityCluster} will be replaced: ${current === null ? 'none' : `serial ${current.serialNumber}`} → serial ${next.serialNumber}, expires ${next.notAfter}.`,
      `Fingerprint (SHA-256): ${current?.sha256 ?? 'none'} → ${next.sha256}.`,
      'It is replaced for every host of the cluster, and cannot be undone without the old key.',
      input.keySource.type === 'CSR'
        ? 'No private key is sent: the certificate answers the provider’s own CSR.'
        : 'The private key is sent to vCenter together with the certificate.',
    ],
    differences: [
      { label: 'Client certificate', before: show(current), after: show(next) },
      {
        label: 'Private key',
        before: 'on the provider',
        after:
          input.keySource.type === 'CSR'
            ? 'the provider’s own, from its CSR'
            : 'supplied with this change',
      },
    ],
    request: updateProviderClientCertificateRequest(
      input.trustAuthorityCluster,
      input.provider,
      input.certificate,
      input.keySource.type === 'PAIR' ? KEY_POINTER : null,
    ),
  };
}

async function currentFingerprint(
  client: VcenterClient,
  input: Input,
  signal: AbortSignal,
): Promise<string | null> {
  const pem = await client.providerClientCertificate.get(
    input.trustAuthorityCluster,
    input.provider,
    { signal },
  );
  if (pem === null) return null;
  return readCertificate(pem).then(
    ({ leaf }) => leaf.sha256,
    () => null,
  );
}

async function findEffect(
  { client, input, signal, since, foreignTasks }: Run<K>,
  observed: Guard,
): Promise<Effect> {
  if (
    (await currentFingerprint(client, input, signal)) === observed.next.sha256
  ) {
    return { found: 'applied', applied: { result: 'found by reading back' } };
  }
  const { service, operation } = TASK_NAMES.updateProviderClientCertificate;
  const recent = await client.tasks
    .listRecentTasks({ services: [service], operations: [operation] })
    .catch((error: unknown) => {
      if (error instanceof UpstreamError && error.kind === 'refused') {
        return null;
      }
      throw error;
    });
  if (recent === null) {
    return { found: 'unknown', why: 'vCenter does not list its recent tasks.' };
  }
  const started = [...recent].filter(
    ([id, task]) =>
      !foreignTasks.has(id) &&
      (task.target?.id === input.trustAuthorityCluster ||
        task.target?.id === input.provider) &&
      (task.start_time === undefined ||
        Date.parse(task.start_time) >= since.getTime() - CLOCK_SKEW_MS),
  );
  // A task that failed is ours as well: following it says why.
  const ours =
    started.find(([, task]) => task.status !== 'FAILED') ?? started[0];
  if (ours !== undefined) {
    return { found: 'applied', applied: { upstreamTaskId: ours[0] } };
  }
  return { found: 'not_applied' };
}

/** Target clocks differ from ours; a task this much older than the intent may still be ours. */
const CLOCK_SKEW_MS = 120_000;

async function verify(
  { client, input, signal }: Run<K>,
  observed: Guard,
): Promise<Verification> {
  const now = await currentFingerprint(client, input, signal);
  const info = await client.trustAuthorityKmsProviders
    .get(input.trustAuthorityCluster, input.provider, { signal })
    .catch(() => null);
  const seen = (info?.servers ?? []).map(
    (each) =>
      `${each.name}: health ${each.health}, client trusts server ${word(each.clientTrustsServer)}, server trusts client ${word(each.serverTrustsClient)}.`,
  );
  if (now !== observed.next.sha256) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The provider has another certificate than the new one.',
      observed: [`Its certificate has SHA-256 ${now ?? 'none'}.`, ...seen],
    };
  }
  const proved = [
    `The provider has the certificate with SHA-256 ${observed.next.sha256}.`,
  ];
  const notProved =
    input.keySource.type === 'PAIR'
      ? ['The private key: vCenter never returns it.']
      : [];
  return {
    level: notProved.length === 0 ? 'full' : 'partial',
    proved,
    notProved,
    observed: seen,
  };
}

function word(value: boolean | null): string {
  if (value === null) return 'unknown';
  return value ? 'yes' : 'no';
}
