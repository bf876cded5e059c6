export * from './certificates.ts';
export * from './cluster.ts';
export * from './error.ts';
export * from './jobs.ts';
export * from './key-managers.ts';
export * from './key-servers.ts';
export * from './links.ts';
