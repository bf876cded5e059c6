/** The key servers that a change is about, and how to tell the right ones: what a look at them needs. */
export interface KeyServersToTry {
  servers: readonly {
    /** `host:port`, normalised. */
    server: string;
    /** Pointer into the input that names it; null when the target's own configuration does. */
    field: string | null;
  }[];
  /** PEM of certificates that the target trusts for them: authorities, or the servers' own. Empty when not known. */
  trusted: readonly string[];
  /**
   * The certificate that the change installs and where its key stands in the input; no pointer: the key is not part of
   * the change. Null: the change has no client certificate.
   */
  client: { certificatePem: string; keyPointer: string | null } | null;
}
