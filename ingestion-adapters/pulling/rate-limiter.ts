import type { RequestRate } from '../request-rate.js';
import type { Budget } from './limits-said.js';
import type { PullingTime } from './time.js';

export type RateLimiter = {
  /**
   * Resolves with `undefined` once a request for this address may be sent; with the time when it may, where that is too long
   * to wait.
   */
  readonly take: (url: string, longestWaitMs: number, signal: AbortSignal) => Promise<Date | undefined>;
  /** What the vendor says of its own limits holds beside ours. */
  readonly learn: (budgets: ReadonlyArray<Budget>) => void;
  /** When the vendor lets more be sent (milliseconds since 1970); 0 where it does now, as far as it said. */
  readonly opensAt: () => number;
  /** Nothing is sent before (milliseconds since 1970). */
  readonly closeUntil: (at: number) => void;
};

type Bucket = {
  readonly isFor: (path: string) => boolean;
  /** When it has something to take (milliseconds since 1970). */
  readonly opensAt: () => number;
  readonly take: () => void;
};

const makeBucket = (now: () => number, { perSecond, burst, of }: RequestRate): Bucket => {
  let tokens = burst;
  let filledAt = now();
  return {
    isFor: (path) => of === undefined || of.test(path),
    opensAt: () => {
      tokens = Math.min(burst, tokens + ((now() - filledAt) / 1000) * perSecond);
      filledAt = now();
      return tokens >= 1 ? 0 : filledAt + Math.ceil(((1 - tokens) / perSecond) * 1000);
    },
    take: () => {
      tokens -= 1;
    },
  };
};

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '');

/** A token bucket for each rate, of which all that are for a request let it through; and what the vendor said last. */
export const makeRateLimiter = (
  time: Pick<PullingTime, 'now' | 'sleep'>,
  rates: ReadonlyArray<RequestRate>,
): RateLimiter => {
  const now = () => time.now().getTime();
  const buckets = rates.map((rate) => makeBucket(now, rate));
  let closedUntil = 0;
  let budgets: ReadonlyArray<Budget> = [];

  const vendorOpensAt = (): number =>
    Math.max(closedUntil, ...budgets.map(({ remaining, resetAt }) => (remaining < 1 ? resetAt : 0)));

  const opensAt = (own: ReadonlyArray<Bucket>): number =>
    Math.max(vendorOpensAt(), ...own.map((bucket) => bucket.opensAt()));

  return {
    take: async (url, longestWaitMs, signal) => {
      const path = pathOf(url);
      const own = buckets.filter(({ isFor }) => isFor(path));
      for (let at = opensAt(own); at > now(); at = opensAt(own)) {
        const wait = at - now();
        if (wait > longestWaitMs) return new Date(at);
        await time.sleep(wait, signal);
      }
      for (const bucket of own) bucket.take();
      budgets = budgets
        .filter(({ resetAt }) => resetAt > now())
        .map(({ remaining, resetAt }) => ({ remaining: remaining - 1, resetAt }));
      return undefined;
    },
    opensAt: vendorOpensAt,
    learn: (said) => {
      if (said.length > 0) budgets = said;
    },
    closeUntil: (at) => {
      closedUntil = Math.max(closedUntil, at);
    },
  };
};
