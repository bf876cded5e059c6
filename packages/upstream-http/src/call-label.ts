import type { UpstreamRequest } from './upstream-request.ts';

/** Every fixed path segment of the vendors' interfaces that we call. What is none of them is an id. */
const FIXED: ReadonlySet<string> = new Set([
  'SessionManager',
  'api',
  'appliance',
  'certificates',
  'cis',
  'client-certificate',
  'cluster',
  'csr',
  'current',
  'esx',
  'jobs',
  'key-managers',
  'key-servers',
  'kms',
  'peer-certs',
  'providers',
  'registered-tokens',
  'sdk',
  'security',
  'services',
  'services-applied-config',
  'session',
  'system',
  'tasks',
  'trust-authority-clusters',
  'trusted',
  'trusted-clusters',
  'trusted-infrastructure',
  'vcenter',
  'version',
  'vim25',
]);

/**
 * Names a request without naming what it is about: ids become `{}`, and of the query only vAPI's `action` stays, so there
 * are a few dozen labels in all.
 */
export function callLabel({
  method,
  path,
  query,
}: Pick<UpstreamRequest, 'method' | 'path' | 'query'>): string {
  const template = path
    .split('/')
    .map((segment) => (segment === '' || FIXED.has(segment) ? segment : '{}'))
    .join('/');
  const action = query?.['action'];
  const isNamed = typeof action === 'string' && /^[a-z-]{1,32}$/.test(action);
  return `${method} ${template}${isNamed ? `?action=${action}` : ''}`;
}
