/** What a task does when it ends well; plain data, so that it survives a restart. */
export type TaskEffect =
  | { kind: 'nothing'; result?: unknown }
  | { kind: 'configure-kms-services'; cluster: string; services: string[] }
  | { kind: 'remove-kms-service'; cluster: string; service: string }
  | { kind: 'remediate'; cluster: string }
  | {
      kind: 'client-certificate';
      cluster: string;
      provider: string;
      certificate: string;
      /** Of the text of the key that came with it. */
      privateKeySha256?: string;
      operation: 'client-certificate.update' | 'client-certificate.create';
    }
  | {
      kind: 'csr';
      cluster: string;
      provider: string;
      pem: string;
      publicKeySha256: string;
    };
