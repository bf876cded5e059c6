import { messageText } from './message-text.ts';
import { notFoundAsNull } from './not-found.ts';
import { parseAnswer } from './parse-answer.ts';
import { pathSegment } from './path-segment.ts';
import type { createTasks, WaitOptions } from './tasks.ts';
import { DEFAULT_KMIP_PORT } from './wire/addresses.ts';
import {
  currentPeerCertificates,
  providerInfo,
  providerSummaries,
  trustedPeerCertificates,
} from './wire/trust-authority-kms-providers.ts';
import type { ProviderInfo } from './wire/trust-authority-kms-providers.ts';

/** One KMIP server of a provider with both halves of trust; null where vCenter does not say. */
export interface ProviderServer {
  name: string;
  address: { hostname: string; port: number } | null;
  health: string;
  details: string[];
  clientTrustsServer: boolean | null;
  serverTrustsClient: boolean | null;
}

export interface KeyProvider {
  provider: string;
  masterKeyId: string;
  type: string;
  description: string;
  username: string | null;
  connectionTimeoutSeconds: number | null;
  health: string;
  details: string[];
  servers: ProviderServer[];
}

export interface PeerCertificate {
  serverName: string;
  /** PEM, null when the server could not be reached. */
  certificate: string | null;
  errors: string[];
  trusted: boolean;
}

/** Key providers of a Trust Authority cluster; every read is an upstream task. */
export function createTrustAuthorityKmsProviders(
  tasks: ReturnType<typeof createTasks>,
) {
  return {
    async list(
      cluster: string,
      options?: WaitOptions,
    ): Promise<{ provider: string; health: string }[]> {
      const result = await tasks.readThroughTask(
        { method: 'GET', path: providersPath(cluster), query: AS_TASK },
        options,
      );
      return parseAnswer(
        providerSummaries,
        result,
        'a list of key providers',
      ).map(({ provider, health }) => ({
        provider,
        health,
      }));
    },

    /** Null when cluster or provider do not exist. */
    async get(
      cluster: string,
      provider: string,
      options?: WaitOptions,
    ): Promise<KeyProvider | null> {
      const request = {
        method: 'GET',
        path: providerPath(cluster, provider),
        query: AS_TASK,
      } as const;
      const result = await notFoundAsNull(
        tasks.readThroughTask(request, options),
      );
      return result === null
        ? null
        : keyProvider(
            provider,
            parseAnswer(providerInfo, result, 'a key provider'),
          );
    },

    /** PEM of the certificates that the provider trusts for its KMIP servers: theirs, or those of authorities. */
    async trustedPeerCertificates(
      cluster: string,
      provider: string,
      options?: WaitOptions,
    ): Promise<string[]> {
      const path = `${providerPath(cluster, provider)}/peer-certs/trusted`;
      const result = await tasks.readThroughTask(
        { method: 'GET', path, query: AS_TASK },
        options,
      );
      return parseAnswer(
        trustedPeerCertificates,
        result,
        'trusted peer certificates',
      ).certificates;
    },

    /** What the provider's KMIP servers show right now. */
    async currentPeerCertificates(
      cluster: string,
      provider: string,
      options?: WaitOptions,
    ): Promise<PeerCertificate[]> {
      const path = `${providerPath(cluster, provider)}/peer-certs/current`;
      const result = await tasks.readThroughTask(
        { method: 'GET', path, query: AS_TASK },
        options,
      );
      return parseAnswer(
        currentPeerCertificates,
        result,
        'peer certificates',
      ).map((peer) => ({
        serverName: peer.server_name,
        certificate: peer.certificate ?? null,
        errors: peer.error_messages.map(messageText),
        trusted: peer.trusted,
      }));
    },
  };
}

const AS_TASK = { 'vmw-task': 'true' };

function providersPath(cluster: string): string {
  return `/api/vcenter/trusted-infrastructure/trust-authority-clusters/${pathSegment(cluster)}/kms/providers`;
}

/** Path of one provider. @throws RangeError for ids that a path cannot carry. */
export function providerPath(cluster: string, provider: string): string {
  return `${providersPath(cluster)}/${pathSegment(provider)}`;
}

function keyProvider(provider: string, info: ProviderInfo): KeyProvider {
  const { key_server: keyServer, status } = info;
  return {
    provider,
    masterKeyId: info.master_key_id,
    type: keyServer.type,
    description: keyServer.description,
    username: keyServer.kmip_server?.username ?? null,
    connectionTimeoutSeconds: keyServer.connection_timeout ?? null,
    health: status.health,
    details: status.details.map(messageText),
    servers: (keyServer.kmip_server?.servers ?? []).map((server) => {
      const state = status.servers.find(
        (candidate) => candidate.name === server.name,
      );
      return {
        name: server.name,
        address: {
          hostname: server.address.hostname,
          port: server.address.port ?? DEFAULT_KMIP_PORT,
        },
        health: state?.health ?? 'NONE',
        details: state?.details.map(messageText) ?? [],
        clientTrustsServer: state?.client_trust_server ?? null,
        serverTrustsClient: state?.server_trust_client ?? null,
      };
    }),
  };
}
