import type { NoAnswer, VendorHttp, VendorRequest, VendorResponse } from '../../../application/ports/vendor-http.js';

export type Answer = VendorResponse | NoAnswer | typeof pending;

/** Not answered before the asker gives up. */
export const pending = { _tag: 'Pending' } as const;

export const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): VendorResponse => ({
  status,
  headers,
  body: Buffer.from(body),
});

export const noAnswer: NoAnswer = { _tag: 'NoAnswer', reason: 'the connection failed: ECONNRESET' };

/** Answers as it is told, the last answer again and again; remembers what was asked and when. */
export const scriptedVendor = (now: () => Date, answers: ReadonlyArray<Answer>) => {
  const asked: Array<{ readonly request: VendorRequest; readonly at: number }> = [];
  const http: VendorHttp = async (request, signal) => {
    signal.throwIfAborted();
    const next = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ request, at: now().getTime() });
    if (next === pending)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    if (next === undefined || '_tag' in next) throw next;
    return next;
  };
  return { http, asked };
};
