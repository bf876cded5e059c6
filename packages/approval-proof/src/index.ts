export * from './approval-challenge.ts';
export * from './digest.ts';
export * from './key-fingerprint.ts';
export * from './verify-assertion.ts';
