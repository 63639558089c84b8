/** Aborts once nothing has come for so long, or not all of it in the whole time, or when the caller's signal does. */
export const timeLimits = (
  { idleMilliseconds, wholeMilliseconds }: { readonly idleMilliseconds: number; readonly wholeMilliseconds: number },
  callers: AbortSignal,
) => {
  const limits = new AbortController();
  let reason: string | undefined;
  const expire = (milliseconds: number, why: string) =>
    setTimeout(() => {
      reason = `${why} within ${milliseconds / 1000} s`;
      limits.abort();
    }, milliseconds);
  const whole = expire(wholeMilliseconds, 'not all of the answer came');
  let idle = expire(idleMilliseconds, 'nothing came');
  // Not AbortSignal.any: in Node 20 it leaves something behind in a signal that outlives many requests.
  const abort = () => limits.abort();
  callers.addEventListener('abort', abort, { once: true });
  if (callers.aborted) abort();
  return {
    signal: limits.signal,
    /** Why it aborted by itself; `undefined` while it did not. */
    expired: () => reason,
    somethingCame: () => {
      clearTimeout(idle);
      idle = expire(idleMilliseconds, 'nothing more came');
    },
    end: () => {
      clearTimeout(whole);
      clearTimeout(idle);
      callers.removeEventListener('abort', abort);
    },
  };
};
