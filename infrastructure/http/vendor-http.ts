import {
  type AnswerTooLarge,
  isAnswerTooLarge,
  type NoAnswer,
  type VendorHttp,
  type VendorRequest,
  type VendorResponse,
} from '../../application/ports/vendor-http.js';
import { redirected } from './redirected.js';
import { timeLimits } from './time-limits.js';

export type HttpLimits = {
  /** Of an answer as it is after decompression. */
  readonly bytes?: number;
  /** Without a byte of the answer. */
  readonly idleMilliseconds?: number;
  readonly wholeMilliseconds?: number;
  /** How many are followed. */
  readonly redirects?: number;
};

/** The code of the system call or of the client, such as `ECONNRESET`: messages may name what was sent. */
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  for (const one of [cause, error]) {
    if (typeof one === 'object' && one !== null && 'code' in one && typeof one.code === 'string') return one.code;
  }
  return 'it broke';
};

const readBody = async (response: Response, limitBytes: number, somethingCame: () => void): Promise<Buffer> => {
  const chunks: Array<Uint8Array> = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    somethingCame();
    bytes += chunk.byteLength;
    if (bytes > limitBytes) throw { _tag: 'AnswerTooLarge', limitBytes } satisfies AnswerTooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
};

/** Of the body as it came over the wire, which it is no more. */
const OF_THE_WIRE = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

/** Over Node's own client. Redirects to another origin are followed without credentials, or not at all. */
export const makeVendorHttp = ({
  bytes = 256 * 1024 * 1024,
  idleMilliseconds = 60_000,
  wholeMilliseconds = 900_000,
  redirects: most = 5,
}: HttpLimits = {}): VendorHttp => {
  const ask = async (
    { method, url, headers = {}, body }: VendorRequest,
    callers: AbortSignal,
  ): Promise<VendorResponse> => {
    const limits = timeLimits({ idleMilliseconds, wholeMilliseconds }, callers);
    try {
      const response = await fetch(url, {
        method,
        headers: { 'user-agent': 'Treering/1', ...headers },
        redirect: 'manual',
        signal: limits.signal,
        ...(body === undefined ? {} : { body }),
      });
      limits.somethingCame();
      return {
        status: response.status,
        headers: Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_WIRE.has(name))),
        body: await readBody(response, bytes, limits.somethingCame),
      };
    } catch (error) {
      callers.throwIfAborted();
      if (isAnswerTooLarge(error)) throw error;
      throw {
        _tag: 'NoAnswer',
        reason: limits.expired() ?? `the connection failed: ${codeOf(error)}`,
      } satisfies NoAnswer;
    } finally {
      limits.end();
    }
  };

  return async (request, signal) => {
    let asked = request;
    let response = await ask(asked, signal);
    for (let redirects = 0; redirects < most; redirects++) {
      const next = redirected(asked, response);
      if (next === undefined) break;
      asked = next;
      response = await ask(asked, signal);
    }
    return response;
  };
};
