import type { FrozenRequest } from '@keyward/contract';

import { notFoundAsNull } from './not-found.ts';
import { parseAnswer } from './parse-answer.ts';
import type { createTasks, WaitOptions } from './tasks.ts';
import { providerPath } from './trust-authority-kms-providers.ts';
import {
  clientCertificate,
  clientCertificateCsr,
} from './wire/client-certificate.ts';

const AS_TASK = { 'vmw-task': 'true' };

/** The certificate with which all hosts of a Trust Authority cluster prove themselves to a provider's key servers. */
export function createProviderClientCertificate(
  tasks: ReturnType<typeof createTasks>,
) {
  return {
    /** PEM, or null when cluster, provider or certificate do not exist. */
    async get(
      cluster: string,
      provider: string,
      options?: WaitOptions,
    ): Promise<string | null> {
      const request = {
        method: 'GET',
        path: pathOf(cluster, provider),
        query: AS_TASK,
      } as const;
      const result = await notFoundAsNull(
        tasks.readThroughTask(request, options),
      );
      return result === null
        ? null
        : parseAnswer(clientCertificate, result, 'a client certificate')
            .certificate;
    },

    /** The last certificate signing request as PEM, or null when none was made. */
    async getCsr(
      cluster: string,
      provider: string,
      options?: WaitOptions,
    ): Promise<string | null> {
      const request = {
        method: 'GET',
        path: `${pathOf(cluster, provider)}/csr`,
        query: AS_TASK,
      } as const;
      const result = await notFoundAsNull(
        tasks.readThroughTask(request, options),
      );
      return result === null
        ? null
        : parseAnswer(
            clientCertificateCsr,
            result,
            'a certificate signing request',
          ).csr;
    },
  };
}

/**
 * The call that replaces the certificate; answered by a task without a result.
 *
 * Vendor source: vSphere Automation API 7.0.0–8.0.3, client_certificate update. Without `privateKey` the certificate
 * answers the provider's last CSR.
 *
 * @param keyPointer where the private key stands in the change's input, or null for an answer to the CSR.
 * @throws RangeError for ids that a path cannot carry.
 */
export function updateProviderClientCertificateRequest(
  cluster: string,
  provider: string,
  certificate: string,
  keyPointer: string | null,
): FrozenRequest {
  const body = {
    certificate,
    ...(keyPointer === null ? {} : { private_key: { $secret: keyPointer } }),
  };
  return {
    method: 'PATCH',
    path: pathOf(cluster, provider),
    query: AS_TASK,
    body,
  };
}

/**
 * The call that makes a new key and CSR; answered by a task whose result is `{csr}`.
 *
 * Vendor source: vSphere Automation API 7.0.0–8.0.3, client_certificate csr create. Each call overwrites the last CSR.
 *
 * @throws RangeError for ids that a path cannot carry.
 */
export function generateProviderCsrRequest(
  cluster: string,
  provider: string,
): FrozenRequest {
  return {
    method: 'POST',
    path: `${pathOf(cluster, provider)}/csr`,
    query: AS_TASK,
  };
}

/** The CSR in the result of that task as PEM, or null when the result holds none. */
export function readGeneratedCsr(result: unknown): string | null {
  const read = clientCertificateCsr.safeParse(result);
  return read.success ? read.data.csr : null;
}

function pathOf(cluster: string, provider: string): string {
  return `${providerPath(cluster, provider)}/client-certificate`;
}
