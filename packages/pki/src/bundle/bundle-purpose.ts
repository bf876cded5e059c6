import type { ValidityLimits } from '../judge-validity.ts';

/** A certificate that the estate reports. */
export interface InUse {
  sha256: string;
  publicKeySha256?: string;
  /** In words, such as `key provider kmip-1`. */
  where: string;
  /** Whether this is the very place that the new one is for. */
  isHere: boolean;
}

/** What the certificates are for, and what is known around them. */
export interface BundlePurpose {
  slot: 'client' | 'ca';
  now: Date;
  limits?: Partial<ValidityLimits>;
  /** Certificates that the estate reports, with the place in words. */
  installed?: readonly InUse[];
  /** The public key of the request that the certificate answers, if it answers one. */
  requestKeySha256?: string | null;
  /** Whether a private key has to come along. Without it, one is neither missed nor unwelcome. */
  needsKey?: boolean;
}
