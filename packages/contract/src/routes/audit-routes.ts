import {
  auditCheckpoint,
  auditExportQuery,
  auditPage,
  auditQuery,
} from '../audit.ts';
import { auditSinkList } from '../audit-sink.ts';
import { noQuery, type RouteContract } from './route.ts';

/** The audit log. */
export const auditRoutes = {
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    access: 'audit:read',
    summary: 'Audit rows',
    query: auditQuery,
    answer: auditPage,
    status: 200,
  },
  auditCheckpoint: {
    method: 'GET',
    path: '/api/audit/checkpoint',
    access: 'audit:read',
    summary: 'The newest audit row, signed by the console',
    query: noQuery,
    answer: auditCheckpoint,
    status: 200,
  },
  listAuditSinks: {
    method: 'GET',
    path: '/api/audit/sinks',
    access: 'audit:read',
    summary: 'How far the places outside the database have the audit log',
    query: noQuery,
    answer: auditSinkList,
    status: 200,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit/export',
    access: 'audit:read',
    summary: 'Audit rows as NDJSON or CSV',
    query: auditExportQuery,
    status: 200,
    produces: 'application/x-ndjson',
  },
} as const satisfies Record<string, RouteContract>;
