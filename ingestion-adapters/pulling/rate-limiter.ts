import type { Budget } from './limits-said.js';
import type { PullingTime } from './time.js';

export type Rate = { readonly perSecond: number; readonly burst: number };

export type RateLimiter = {
  /** Resolves with `undefined` once one more request may be sent; with the time when it may, where that is too long to wait. */
  readonly take: (longestWaitMs: number, signal: AbortSignal) => Promise<Date | undefined>;
  /** What the vendor says of its own limits holds beside ours. */
  readonly learn: (budgets: ReadonlyArray<Budget>) => void;
  /** Nothing is sent before (milliseconds since 1970). */
  readonly closeUntil: (at: number) => void;
};

/** A token bucket, which also keeps to what the vendor said last. */
export const makeRateLimiter = (time: Pick<PullingTime, 'now' | 'sleep'>, { perSecond, burst }: Rate): RateLimiter => {
  const now = () => time.now().getTime();
  let tokens = burst;
  let filledAt = now();
  let closedUntil = 0;
  let budgets: ReadonlyArray<Budget> = [];

  const opensAt = (): number => {
    tokens = Math.min(burst, tokens + ((now() - filledAt) / 1000) * perSecond);
    filledAt = now();
    const ours = tokens >= 1 ? 0 : filledAt + Math.ceil(((1 - tokens) / perSecond) * 1000);
    return Math.max(ours, closedUntil, ...budgets.map(({ remaining, resetAt }) => (remaining < 1 ? resetAt : 0)));
  };

  return {
    take: async (longestWaitMs, signal) => {
      for (let at = opensAt(); at > now(); at = opensAt()) {
        const wait = at - now();
        if (wait > longestWaitMs) return new Date(at);
        await time.sleep(wait, signal);
      }
      tokens -= 1;
      budgets = budgets
        .filter(({ resetAt }) => resetAt > now())
        .map(({ remaining, resetAt }) => ({ remaining: remaining - 1, resetAt }));
      return undefined;
    },
    learn: (said) => {
      if (said.length > 0) budgets = said;
    },
    closeUntil: (at) => {
      closedUntil = Math.max(closedUntil, at);
    },
  };
};
