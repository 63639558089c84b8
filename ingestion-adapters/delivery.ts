import type { SignatureVerifier } from '../application/signature-verifier.js';

/** One HTTP request of a vendor, as it came. */
export type Delivery = {
  readonly method: string;
  /** The full URI as the vendor may have called it: one for each public address we are known by. */
  readonly uris: ReadonlyArray<string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Verification =
  | { readonly _tag: 'Verified' }
  | { readonly _tag: 'BadSignature' }
  | { readonly _tag: 'StaleTimestamp' }
  | { readonly _tag: 'MissingSignature' };

export type Credentials = {
  /** All that are live: two while one is being rotated. */
  readonly secrets: ReadonlyArray<string>;
  readonly toleranceSeconds?: number;
  /** How the sender signs, where the connection says so. */
  readonly verifier?: SignatureVerifier;
};

export type Verify = (delivery: Delivery, credentials: Credentials, now: Date) => Verification;

export const verified: Verification = { _tag: 'Verified' };
export const badSignature: Verification = { _tag: 'BadSignature' };
export const staleTimestamp: Verification = { _tag: 'StaleTimestamp' };
export const missingSignature: Verification = { _tag: 'MissingSignature' };
