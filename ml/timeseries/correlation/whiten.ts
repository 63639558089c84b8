import { burg } from '../../statistics/burg.js';
import { innovationsOf } from '../../statistics/prewhitening.js';
import { robustDeviation } from '../../statistics/quantile.js';
import type { Level } from './deseasonalise.js';
import { ownCorrelations } from './lagged-correlation.js';
import { wanders, withoutLine } from './trended.js';

const stepsOf = ({ values, present }: Level): Level => ({
  values: values.map((value, t) => (t === 0 ? 0 : value - (values[t - 1] as number))).subarray(1),
  present: present.map((there, t) => (t === 0 ? 0 : there & (present[t - 1] as number))).subarray(1),
});

/** Further than this many robust deviations out, a value counts as if it were there. */
const CLIP = 3.5;

const clipped = (values: Float64Array): Float64Array => {
  const deviation = robustDeviation(values);
  if (!(deviation > 0)) return values;
  const bound = CLIP * deviation;
  return values.map((value) => Math.max(-bound, Math.min(bound, value)));
};

const filtered = ({ values, present }: Level, autoregression: Float64Array): Level => ({
  values: clipped(innovationsOf(values, autoregression, new Float64Array(values.length))),
  present: present.map((there, t) => (t < autoregression.length ? 0 : there)),
});

/** A series around its line, the filter that leaves nothing of it to foretell, what that leaves, and how like its own past that is. */
type Form = {
  readonly centred: Level;
  readonly autoregression: Float64Array;
  readonly news: Level;
  readonly own: Float64Array;
};

const formOf = ({ values, present }: Level): Form => {
  const centred = { values: withoutLine(values), present };
  const autoregression = burg(centred.values, Math.floor(10 * Math.log10(values.length)));
  const news = filtered(centred, autoregression);
  return { centred, autoregression, news, own: ownCorrelations(news) };
};

/** A series as it is compared with others: by its values, or by its steps, each worked out when it is first asked for. */
export type Comparable = {
  readonly level: Level;
  readonly wanders: boolean;
  readonly form: (bySteps: boolean) => Form;
};

export const comparableOf = (level: Level): Comparable => {
  const forms = new Map<boolean, Form>();
  const form = (bySteps: boolean): Form => {
    const known = forms.get(bySteps) ?? formOf(bySteps ? stepsOf(level) : level);
    forms.set(bySteps, known);
    return known;
  };
  return { level, wanders: wanders(level.values), form };
};

/**
 * Two series through one filter that leaves of the first nothing but what could not be foretold from its own past, so that they correlate at a lag only if the one leads the other there.
 * Both by their steps if either wanders. `own` says how like its own past the first is then. Box, Jenkins and Reinsel 1994, chapter 11.2.
 */
export const whitened = (
  leader: Comparable,
  follower: Comparable,
): { readonly leader: Level; readonly follower: Level; readonly own: Float64Array } => {
  const bySteps = leader.wanders || follower.wanders;
  const { autoregression, news, own } = leader.form(bySteps);
  return { leader: news, own, follower: filtered(follower.form(bySteps).centred, autoregression) };
};
