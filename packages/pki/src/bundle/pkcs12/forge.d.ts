// The parts of node-forge that read old PKCS#12 files. The package has no types of its own.
declare module 'node-forge/lib/forge.js' {
  interface ByteBuffer {
    length(): number;
    getBytes(): string;
  }
  interface Digest {
    start(): Digest;
    digestLength: number;
  }
  interface Decipher {
    start(iv: string): void;
    update(input: ByteBuffer): void;
    finish(): boolean;
    output: ByteBuffer;
  }
  interface Forge {
    util: { createBuffer(bytes: string): ByteBuffer };
    md: Record<'sha1' | 'sha256' | 'sha384' | 'sha512', { create(): Digest }>;
    des: { createDecryptionCipher(key: string, mode: 'CBC'): Decipher };
    rc2: { createDecryptionCipher(key: string, bits: number): Decipher };
    pbe: {
      generatePkcs12Key(
        password: string | null,
        salt: ByteBuffer,
        id: number,
        iterations: number,
        length: number,
        digest: Digest,
      ): ByteBuffer;
    };
  }
  const forge: Forge;
  export = forge;
}
declare module 'node-forge/lib/pbe.js';
declare module 'node-forge/lib/sha512.js';
