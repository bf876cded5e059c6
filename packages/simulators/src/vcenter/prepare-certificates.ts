import type { KeyServersOfEstate, SimulatorStore } from '../host/index.ts';
import type { SimulatedProvider, VcenterState } from './state.ts';
import {
  makeCertificate,
  makeCsr,
  makeIssuer,
} from './throwaway-certificates.ts';

/** How the client certificate of a provider is made at the first start; others have a year left. */
const DAYS_LEFT: Record<string, number> = { 'kmip-dr': 12 };
const WITHOUT_CERTIFICATE = new Set(['kmip-new']);
const WITH_CSR = new Set(['kmip-dr', 'kmip-new']);

/** The key servers that answer are found at their port and known by what they show; it may be another port today. */
export function adoptKeyServers(
  store: SimulatorStore<VcenterState>,
  keyServers: KeyServersOfEstate | undefined,
): void {
  if (keyServers === undefined) return;
  store.update((state) => {
    const servers = state.trustAuthorityClusters.flatMap(({ providers }) =>
      providers.flatMap((provider) => provider.servers),
    );
    for (const server of servers) {
      const shown = keyServers.certificateOf(server.address.hostname);
      if (shown === null) continue;
      server.address.port = keyServers.port;
      server.certificate = shown;
    }
  });
}

/** Fills a fresh state with real certificates; does nothing when it has them. */
export async function prepareCertificates(
  store: SimulatorStore<VcenterState>,
): Promise<void> {
  if (store.value.certificatesReady) return;
  const issuer = await makeIssuer('Corp KMIP Issuing CA');
  const sentinel = await makeCertificate({
    subject: 'CN=sentinel-provider, O=Corp Example',
    issuer,
  });
  const serviceCa = await makeIssuer('Trust Authority Service CA');
  const providers = store.value.trustAuthorityClusters.flatMap(
    ({ id, providers: all }) =>
      all.map((provider) => ({ cluster: id, provider })),
  );
  const made = new Map<SimulatedProvider, ProviderMaterial>();
  for (const { cluster, provider } of providers.filter(
    ({ provider: { listed } }) => listed,
  )) {
    const subject = `CN=${provider.name}.${cluster}, OU=Trust Authority hosts, O=Corp Example`;
    const certificate = await makeCertificate({
      subject,
      issuer,
      validDays: DAYS_LEFT[provider.name] ?? 365,
    });
    made.set(provider, {
      clientCertificate: WITHOUT_CERTIFICATE.has(provider.name)
        ? null
        : certificate.certificatePem,
      csr: WITH_CSR.has(provider.name) ? await makeCsr(subject) : null,
      servers: await Promise.all(
        provider.servers.map(async ({ address: { hostname } }) => {
          const server = await makeCertificate({
            subject: `CN=${hostname}, O=Corp Example`,
            issuer,
            usage: 'server',
          });
          return server.certificatePem;
        }),
      ),
    });
  }
  store.update((state) => {
    for (const service of state.services) {
      service.certificates = [serviceCa.certificatePem];
    }
    for (const provider of state.trustAuthorityClusters.flatMap(
      (cluster) => cluster.providers,
    )) {
      fill(provider, made.get(provider), sentinel.certificatePem);
    }
    state.certificatesReady = true;
  });
}

interface ProviderMaterial {
  clientCertificate: string | null;
  csr: SimulatedProvider['csr'];
  servers: string[];
}

function fill(
  provider: SimulatedProvider,
  material: ProviderMaterial | undefined,
  fallback: string,
): void {
  provider.clientCertificate = material ? material.clientCertificate : fallback;
  provider.csr = material?.csr ?? null;
  for (const [index, server] of provider.servers.entries()) {
    const reachable = server.health !== 'ERROR';
    server.certificate = reachable ? (material?.servers[index] ?? null) : null;
  }
}
