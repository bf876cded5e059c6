export * from './audit-chain.ts';
export * from './checkpoint.ts';
export * from './verify-audit.ts';
