import * as E from 'fp-ts/lib/Either.js';
import { normalDraw, type Uniform, uniformOf } from '../../ml/statistics/random.js';
import { leadersOf } from '../../ml/timeseries/correlation/lead-lag.js';
import { leadingIndicators } from '../../ml/timeseries/correlation/leading-indicators.js';
import { madeUpAccounts } from './made-up-accounts.js';
import type { Suite } from './suite.js';

const LENGTH = 200;
const PAIRS = 1000;
const LAST = 14;

const autoregressive = (uniform: Uniform, keeps: number, length = LENGTH): Float64Array => {
  let value = 0;
  return Float64Array.from({ length }, () => {
    value = keeps * value + normalDraw(uniform);
    return value;
  });
};

const season = (uniform: Uniform, period: number, evolving: number): Float64Array => {
  const effects = Float64Array.from({ length: period }, () => 4 * normalDraw(uniform));
  return Float64Array.from({ length: LENGTH }, (_, t) => {
    effects[t % period] = (effects[t % period] as number) + evolving * normalDraw(uniform);
    return effects[t % period] as number;
  });
};

type Made = { readonly leader: Float64Array; readonly follower: Float64Array; readonly lag?: number };

const plus = (one: Float64Array, other: Float64Array): Float64Array =>
  one.map((value, t) => value + (other[t] as number));

const independent =
  (keeps: number) =>
  (uniform: Uniform): Made => ({
    leader: autoregressive(uniform, keeps),
    follower: autoregressive(uniform, keeps),
  });

const coSeasonal =
  (period: number, keeps: number, evolving: number) =>
  (uniform: Uniform): Made => {
    const shared = season(uniform, period, evolving);
    const later = shared.map((_, t) => shared[Math.max(0, t - 2)] as number);
    return {
      leader: plus(shared, autoregressive(uniform, keeps)),
      follower: plus(later, autoregressive(uniform, keeps)),
    };
  };

/** @param strength the share of the follower's new variance that the leader accounts for, as a correlation */
const led =
  (strength: number, keeps: number, seasonal: boolean) =>
  (uniform: Uniform): Made => {
    const lag = 1 + Math.floor(uniform() * LAST);
    const long = autoregressive(uniform, keeps, LENGTH + lag);
    const news = autoregressive(uniform, keeps);
    const noise = Math.sqrt(1 / strength ** 2 - 1);
    const shared = seasonal ? season(uniform, 7, 0) : new Float64Array(LENGTH);
    return {
      leader: plus(long.subarray(lag), shared),
      follower: plus(
        long.subarray(0, LENGTH).map((value, t) => value + noise * (news[t] as number)),
        shared,
      ),
      lag,
    };
  };

const CASES: ReadonlyArray<readonly [string, (uniform: Uniform) => Made]> = [
  ['independent white noise', independent(0)],
  ['independent, each keeping 0.6', independent(0.6)],
  ['independent, each keeping 0.9', independent(0.9)],
  ['independent random walks', independent(1)],
  ['merely the same week', coSeasonal(7, 0.3, 0)],
  ['merely the same year of months', coSeasonal(12, 0.5, 0)],
  ['merely the same week, which changes', coSeasonal(7, 0.3, 0.15)],
  ['merely the same week, on random walks', coSeasonal(7, 1, 0)],
  ['led at 0.3, white noise', led(0.3, 0, false)],
  ['led at 0.4, white noise', led(0.4, 0, false)],
  ['led at 0.4, each keeping 0.6', led(0.4, 0.6, false)],
  ['led at 0.4, random walks', led(0.4, 1, false)],
  ['led at 0.5, each keeping 0.6, in the same week', led(0.5, 0.6, true)],
];

/** How often the largest plain correlation over the lags would be called significant at 5 %. */
const naively = ({ leader, follower }: Made): boolean => {
  const correlation = (lag: number): number => {
    const x = leader.subarray(0, LENGTH - lag);
    const y = follower.subarray(lag);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [mx, my] = [mean(x), mean(y)];
    let [xx, yy, xy] = [0, 0, 0];
    x.forEach((value, t) => {
      const other = (y[t] as number) - my;
      xx += (value - mx) ** 2;
      yy += other * other;
      xy += (value - mx) * other;
    });
    return xy / Math.sqrt(xx * yy);
  };
  return Array.from({ length: LAST }, (_, i) => Math.abs(correlation(i + 1))).some(
    (each) => each > 1.96 / Math.sqrt(LENGTH),
  );
};

const REPEATS = 100;
const FALLS_BEFORE = 30;

const indicatorsOfEvents = (seed: number): void => {
  const shape = { days: 365, indicators: 10, fallsBefore: FALLS_BEFORE, by: 1.2 };
  const matching = { clearBefore: 60, clearAfter: 60, controls: 10, seed, leads: [1, 7, 14, 28, 45, 60] };
  const count = { first: 0, leadTime: 0, found: 0, falseFinds: 0, anyFalse: 0 };
  const before = process.cpuUsage();
  for (let i = 0; i < REPEATS; i += 1) {
    const found = leadingIndicators(madeUpAccounts(seed * REPEATS + i, 200, shape), matching);
    if (E.isLeft(found)) continue;
    const leading = found.right.filter(({ leadTime }) => leadTime !== undefined);
    const falseFinds = leading.filter(({ indicator }) => indicator !== 0).length;
    count.found += leading.length;
    count.falseFinds += falseFinds;
    if (falseFinds > 0) count.anyFalse += 1;
    if (leading[0]?.indicator === 0) count.first += 1;
    if (leading[0]?.leadTime === 28) count.leadTime += 1;
  }
  console.log(
    `\nIndicators of an event: ${REPEATS} books of 200 accounts and 365 days, 10 indicators of which one falls by 1.2 standard deviations of an account's level 30 days before; 6 leads to 60 days` +
      `\ntrue indicator first ${count.first} of ${REPEATS}, with a lead time of 28 days (the longest lead within the fall) ${count.leadTime}; false of all found ${((100 * count.falseFinds) / Math.max(1, count.found)).toFixed(1)} %, books with any false ${count.anyFalse}; ${(process.cpuUsage(before).user / REPEATS / 1000).toFixed(0)} ms a book`,
  );
};

/** How often a lead is found where there is none, and the true lag where there is one. */
export const leadLag: Suite = async ({ seed }) => {
  console.log(`\nLead and lag: ${PAIRS} pairs of ${LENGTH} values each, lags 1 to ${LAST}, seed ${seed}`);
  console.log(
    '| | a lead found | of the true lag | by plain correlation | CPU a pair |\n| --- | --- | --- | --- | --- |',
  );
  for (const [name, make] of CASES) {
    const uniform = uniformOf(seed);
    const count = { found: 0, exact: 0, naive: 0 };
    const request = {
      periods: name.includes('same') ? [name.includes('year') ? 12 : 7] : [],
      lags: { first: 1, last: LAST },
    };
    let micros = 0;
    for (let i = 0; i < PAIRS; i += 1) {
      const made = make(uniform);
      const before = process.cpuUsage();
      const [found] = leadersOf(made.follower, [made.leader], request);
      micros += process.cpuUsage(before).user;
      if (found !== undefined && E.isRight(found) && found.right.leads) {
        count.found += 1;
        if (found.right.lag === made.lag) count.exact += 1;
      }
      if (naively(made)) count.naive += 1;
    }
    const share = (of: number): string => `${((100 * of) / PAIRS).toFixed(1)} %`;
    console.log(
      `| ${name} | ${share(count.found)} | ${name.startsWith('led') ? share(count.exact) : ''} | ${share(count.naive)} | ${(micros / PAIRS / 1000).toFixed(2)} ms |`,
    );
  }
  indicatorsOfEvents(seed);
};
