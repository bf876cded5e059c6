export * from './kms-providers.ts';
export * from './sign-in.ts';
