export interface NativeProviderRecord {
  name: string;
  type: 'NATIVE' | 'TRUST_AUTHORITY';
  keyId: string | null;
}

/** What a simulated host keeps over a restart. Key derivation keys are not kept: no read gives them back. */
export interface EsxState {
  providers: NativeProviderRecord[];
}
