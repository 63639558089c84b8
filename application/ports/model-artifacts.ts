/** The bytes of trained models, by the SHA-256 of these in hexadecimal. What is kept is never changed. */
export type ModelArtifacts = {
  /** Keeps them, and answers with their digest. */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  /** `undefined` where nothing is kept under the digest. */
  readonly get: (digest: string) => Promise<Uint8Array | undefined>;
};
