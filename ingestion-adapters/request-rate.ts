import type { ConnectionSettings } from '../application/ports/connections.js';
import { lookUp } from '../domain/keyed.js';

/** Requests that one connection sends at most: `burst` at once, and `perSecond` in the long run. */
export type RequestRate = {
  /** What settings call it by. */
  readonly name: string;
  readonly perSecond: number;
  readonly burst: number;
  /** Of requests whose path is like this; of all when absent. */
  readonly of?: RegExp;
};

/** Where nothing better is known of a vendor. */
export const usualRates: ReadonlyArray<RequestRate> = [{ name: 'all', perSecond: 5, burst: 10 }];

const MINUTE = 60;

/** The rates of a vendor as a connection has them, faster or slower; what it sets for one changes how many go at once in proportion. */
export const ratesFor = (
  rates: ReadonlyArray<RequestRate>,
  { requestsPerMinute = {} }: Pick<ConnectionSettings, 'requestsPerMinute'>,
): ReadonlyArray<RequestRate> =>
  rates.map((rate) => {
    const set = lookUp(requestsPerMinute, rate.name);
    if (set === undefined) return rate;
    const perSecond = set / MINUTE;
    return { ...rate, perSecond, burst: Math.max(1, Math.round((rate.burst * perSecond) / rate.perSecond)) };
  });
