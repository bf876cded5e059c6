export { UpstreamError } from '@keyward/upstream-http';
export { createEsxClient } from './client.ts';
export type { EsxClient, EsxClientOptions } from './client.ts';
export { createNativeProviderRequest } from './native-providers.ts';
export type { NativeProvider } from './native-providers.ts';
export type { EsxProbe } from './probe.ts';
export type { Credential } from './sign-in/esx-sign-in.ts';
