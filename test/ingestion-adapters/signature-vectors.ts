import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type SignatureVector = {
  readonly name: string;
  readonly secret: string;
  readonly method: string;
  readonly uri: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sentAt: string;
};

/** Signatures that the vendors, or code in use against them, have published or computed. */
export const signatureVectors: {
  readonly hubspot: ReadonlyArray<SignatureVector>;
  readonly zendesk: ReadonlyArray<SignatureVector>;
  readonly intercom: ReadonlyArray<SignatureVector>;
  readonly 'standard-webhooks': ReadonlyArray<SignatureVector>;
} = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/signature-vectors.json'), 'utf8'));
