import { installCertificate } from './certificate-install.ts';
import {
  deleteCertificate,
  getCertificate,
  listCertificates,
} from './certificates.ts';
import { getCluster } from './cluster.ts';
import { changeJob, getJob, listJobs } from './jobs.ts';
import { changeKeyManager } from './key-manager-change.ts';
import { createKeyManager } from './key-manager-create.ts';
import {
  deleteKeyManager,
  getKeyManager,
  listKeyManagers,
} from './key-managers.ts';
import { addKeyServers } from './key-server-add.ts';
import { changeKeyServer, deleteKeyServer } from './key-server-change.ts';
import { getKeyServer, listKeyServers } from './key-servers.ts';
import type { OntapHandler } from './ontap-parts.ts';

/** Everything this cluster answers. */
export const ontapRoutes: Record<string, OntapHandler> = {
  'GET /api/cluster': getCluster,
  'GET /api/cluster/jobs': listJobs,
  'GET /api/cluster/jobs/{uuid}': getJob,
  'PATCH /api/cluster/jobs/{uuid}': changeJob,
  'GET /api/security/key-managers': listKeyManagers,
  'POST /api/security/key-managers': createKeyManager,
  'GET /api/security/key-managers/{uuid}': getKeyManager,
  'PATCH /api/security/key-managers/{uuid}': changeKeyManager,
  'DELETE /api/security/key-managers/{uuid}': deleteKeyManager,
  'GET /api/security/key-managers/{uuid}/key-servers': listKeyServers,
  'POST /api/security/key-managers/{uuid}/key-servers': addKeyServers,
  'GET /api/security/key-managers/{uuid}/key-servers/{server}': getKeyServer,
  'PATCH /api/security/key-managers/{uuid}/key-servers/{server}':
    changeKeyServer,
  'DELETE /api/security/key-managers/{uuid}/key-servers/{server}':
    deleteKeyServer,
  'GET /api/security/certificates': listCertificates,
  'POST /api/security/certificates': installCertificate,
  'GET /api/security/certificates/{uuid}': getCertificate,
  'DELETE /api/security/certificates/{uuid}': deleteCertificate,
};
