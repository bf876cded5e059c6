/** How a new connection is to know its target again. */
export interface Trusting {
  mode: 'pin' | 'ca';
  sha256: string;
  pem: string;
}

export function trustBody(values: Trusting) {
  return values.mode === 'pin'
    ? { mode: 'pin' as const, sha256: values.sha256 }
    : { mode: 'ca' as const, pem: values.pem };
}
