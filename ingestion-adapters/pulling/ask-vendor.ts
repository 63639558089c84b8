import { isAnswerTooLarge, isNoAnswer, type VendorHttp } from '../../application/ports/vendor-http.js';
import type { AskVendor, VendorRequest, VendorResponse, VendorUnavailable } from '../feed.js';
import { type RequestRate, usualRates } from '../request-rate.js';
import { type BreakerLimits, type CircuitState, makeCircuitBreaker } from './circuit-breaker.js';
import { limitsSaid } from './limits-said.js';
import { makeRateLimiter } from './rate-limiter.js';
import type { PullingTime } from './time.js';

export type AskLimits = {
  readonly rates: ReadonlyArray<RequestRate>;
  readonly breaker: BreakerLimits;
  readonly attempts: number;
  /** Before the second attempt at most; doubled before each later one. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** What the vendor may make one request wait; a longer wait ends it, and holds for the next one. */
  readonly longestWaitMs: number;
};

export const askLimits: AskLimits = {
  rates: usualRates,
  breaker: { failures: 3, firstMs: 30_000, longestMs: 900_000 },
  attempts: 5,
  firstBackoffMs: 500,
  longestBackoffMs: 30_000,
  longestWaitMs: 120_000,
};

/** One connection's way to its vendor: what its feeds ask shares limits and circuit. */
export type VendorLine = {
  /** Whoever asks through it is told the signal's reason once that aborts. */
  readonly ask: (signal: AbortSignal) => AskVendor;
  readonly circuit: () => CircuitState;
  /** When it is asked again; `undefined` where that is now, as far as it said. */
  readonly asksAgainAt: () => Date | undefined;
};

const unavailable = (reason: string): VendorUnavailable => ({ _tag: 'VendorUnavailable', reason });

const isPassing = ({ status }: VendorResponse): boolean => status === 408 || status === 429 || status >= 500;

/**
 * Asks a vendor for the feeds of one connection. Limits are kept to, ours and those the vendor states in its answers; 408,
 * 429, 5xx and broken connections are tried again after a random part of a growing time ("full jitter"), so the vendor may
 * take one request twice.
 */
export const makeAskVendor = (
  { http, time }: { readonly http: VendorHttp; readonly time: PullingTime },
  limits: AskLimits = askLimits,
): VendorLine => {
  const limiter = makeRateLimiter(time, limits.rates);
  const breaker = makeCircuitBreaker(time, limits.breaker);
  const now = () => time.now().getTime();

  const jitter = (attempt: number): number =>
    Math.round(time.random() * Math.min(limits.longestBackoffMs, limits.firstBackoffMs * 2 ** (attempt - 1)));

  /** The answer, or why there is none that counts. */
  const attempt = async (
    request: VendorRequest,
    nth: number,
    signal: AbortSignal,
  ): Promise<VendorResponse | string> => {
    try {
      const response = await http(request, signal);
      const { budgets, retryAt } = limitsSaid(response, now());
      limiter.learn(budgets);
      if (!isPassing(response)) return response;
      if (retryAt !== undefined || response.status === 429) limiter.closeUntil((retryAt ?? now()) + jitter(nth));
      return `it answered ${response.status}`;
    } catch (error) {
      if (isNoAnswer(error)) return error.reason;
      if (isAnswerTooLarge(error)) throw unavailable(`the answer has more than ${error.limitBytes} bytes`);
      throw error;
    }
  };

  const insist = async (request: VendorRequest, attempts: number, signal: AbortSignal): Promise<VendorResponse> => {
    for (let nth = 1; ; nth++) {
      const opensAt = await limiter.take(request.url, limits.longestWaitMs, signal);
      if (opensAt !== undefined) throw unavailable(`it asks us to wait until ${opensAt.toISOString()}`);
      const answer = await attempt(request, nth, signal);
      if (typeof answer !== 'string') {
        breaker.succeeded();
        return answer;
      }
      if (nth >= attempts) {
        breaker.failed(answer);
        throw unavailable(nth === 1 ? answer : `${answer}, ${nth} times`);
      }
      await time.sleep(jitter(nth), signal);
    }
  };

  return {
    circuit: breaker.state,
    asksAgainAt: () => {
      const circuit = breaker.state();
      const at = Math.max(limiter.opensAt(), circuit.state === 'open' ? circuit.until.getTime() : 0);
      return at > now() ? new Date(at) : undefined;
    },
    ask: (signal) => async (request) => {
      signal.throwIfAborted();
      const admitted = breaker.admit();
      if (typeof admitted === 'object') throw unavailable(admitted.refused);
      try {
        return await insist(request, admitted === 'probe' ? 1 : limits.attempts, signal);
      } finally {
        if (admitted === 'probe') breaker.abandoned();
      }
    },
  };
};
