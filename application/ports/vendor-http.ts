import { isTagged } from '../../domain/errors.js';

export type VendorRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export type VendorResponse = {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Nothing was answered, or not all of it. `reason` names no path, no header and nothing of a body. */
export type NoAnswer = { readonly _tag: 'NoAnswer'; readonly reason: string };
export const isNoAnswer = isTagged<NoAnswer>('NoAnswer');

/** The answer has more bytes than are read; asking again does not help. */
export type AnswerTooLarge = { readonly _tag: 'AnswerTooLarge'; readonly limitBytes: number };
export const isAnswerTooLarge = isTagged<AnswerTooLarge>('AnswerTooLarge');

/**
 * Asks once. Any status is an answer. Rejects with `NoAnswer` or `AnswerTooLarge`, and with the signal's reason once that
 * aborts.
 */
export type VendorHttp = (request: VendorRequest, signal: AbortSignal) => Promise<VendorResponse>;
