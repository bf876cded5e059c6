export interface NamedObject {
  uuid: string;
  name: string;
}

export type Reachability = 'available' | 'not_responding' | 'unknown';

export interface KeyServerState {
  /** Always `host:port`, lower case. */
  server: string;
  timeout: number;
  createRemoveTimeout: number;
  username: string | null;
  /** Kept only in the echoing mode. */
  password: string | null;
  hasPassword: boolean;
  secondaries: string[];
  /** Node name → what that node would report. */
  reachability: Record<string, Reachability>;
  /** Deleting it without `force` is refused: its keys are nowhere else. */
  holdsOnlyKeys: boolean;
}

export interface ExternalState {
  kind: 'external';
  clientCertificate: string | null;
  serverCaCertificates: string[];
  servers: KeyServerState[];
}

export interface OnboardState {
  kind: 'onboard';
  /** SHA-256 of the passphrase. */
  passphraseDigest: string;
}

export interface KeyManagerState {
  uuid: string;
  /** Null for the cluster scope. */
  svm: NamedObject | null;
  enabled: boolean;
  hasEncryptedVolumes: boolean;
  source: ExternalState | OnboardState;
}

export interface CertificateState {
  uuid: string;
  name: string;
  commonName: string;
  type: 'client' | 'server' | 'client_ca' | 'server_ca' | 'root_ca';
  svm: NamedObject | null;
  issuer: string;
  serialNumber: string;
  /** RFC 3339. */
  expiryTime: string;
  pem: string;
}

export interface JobState {
  uuid: string;
  description: string;
  state: 'running' | 'success' | 'failure';
  startMs: number;
  endMs: number;
  /** What becomes true when the job succeeds. */
  outcome: KeyManagerState;
  /** Succeeds without its outcome. */
  isLie: boolean;
}

export interface OntapState {
  cluster: NamedObject;
  nodes: NamedObject[];
  svms: NamedObject[];
  keyManagers: KeyManagerState[];
  certificates: CertificateState[];
  jobs: JobState[];
}
