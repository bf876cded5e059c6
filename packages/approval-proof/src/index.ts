export * from './approval-challenge.ts';
export * from './describe-report.ts';
export * from './digest.ts';
export * from './key-fingerprint.ts';
export * from './read-export.ts';
export * from './verify-assertion.ts';
export * from './verify-export.ts';
