import { burg } from '../../statistics/burg.js';
import { innovationsOf } from '../../statistics/prewhitening.js';
import { robustDeviation } from '../../statistics/quantile.js';
import type { Level } from './deseasonalise.js';
import { wanders, withoutLine } from './trended.js';

const stepsOf = ({ values, present }: Level): Level => ({
  values: values.map((value, t) => (t === 0 ? 0 : value - (values[t - 1] as number))).subarray(1),
  present: present.map((there, t) => (t === 0 ? 0 : there & (present[t - 1] as number))).subarray(1),
});

const centred = ({ values, present }: Level): Level => ({ values: withoutLine(values), present });

/** Further than this many robust deviations out, a value counts as if it were there. */
const CLIP = 3.5;

const clipped = (values: Float64Array): Float64Array => {
  const deviation = robustDeviation(values);
  if (!(deviation > 0)) return values;
  const bound = CLIP * deviation;
  return values.map((value) => Math.max(-bound, Math.min(bound, value)));
};

/**
 * Two series through one filter that leaves of the first nothing but what could not be foretold from its own past, so that they correlate at a lag only if the one leads the other there.
 * Both by their steps if either wanders. Box, Jenkins and Reinsel 1994, chapter 11.2.
 */
export const whitened = (leader: Level, follower: Level): { readonly leader: Level; readonly follower: Level } => {
  const bySteps = wanders(leader.values) || wanders(follower.values);
  const [one, other] = bySteps ? [stepsOf(leader), stepsOf(follower)] : [leader, follower];
  const [x, y] = [centred(one), centred(other)];
  const order = Math.floor(10 * Math.log10(x.values.length));
  const autoregression = burg(x.values, order);
  const filtered = ({ values, present }: Level): Level => ({
    values: clipped(innovationsOf(values, autoregression, new Float64Array(values.length))),
    present: present.map((there, t) => (t < autoregression.length ? 0 : there)),
  });
  return { leader: filtered(x), follower: filtered(y) };
};
