/**
 * How daily values become one value of a longer span: added up, averaged, or the last that was said. What a mean is
 * over: each fact counts once, or each day with data.
 */
export type Metric = (
  | { readonly rollup: 'sum' | 'last' }
  | { readonly rollup: 'mean'; readonly over: 'facts' | 'days'; readonly ofRoots?: true }
) & {
  /** Of things that happen, or people: values scatter the more the larger they are. */
  readonly counts?: true;
  /** Scores and losses can be less than nothing; nothing else can. */
  readonly belowZero?: true;
};

/** Every series there is. A level (`last`) holds until it is said to be otherwise; levels of several accounts add up. */
export const metrics = {
  /** Things done in the product, by feature. */
  events: { rollup: 'sum', counts: true },
  /** Distinct people a day. They do not add up over features: the whole is what was said without one. */
  active_users: { rollup: 'mean', over: 'days', counts: true },
  seats: { rollup: 'last' },
  /** Yearly value of the contracts that run; nothing is said while they run in several currencies. */
  arr: { rollup: 'last' },
  /** 1 while contracts run in several currencies, which are not added up: of a book, how many accounts `arr` says nothing of. */
  mixed_currencies: { rollup: 'last', counts: true },
  /** What the yearly value gained or lost on the days it changed: all of it the sum of these. */
  arr_new: { rollup: 'sum' },
  arr_expansion: { rollup: 'sum' },
  arr_contraction: { rollup: 'sum', belowZero: true },
  arr_churned: { rollup: 'sum', belowZero: true },
  arr_returned: { rollup: 'sum' },
  /** Scores from 0 to 100, of the account that a merged group became alone. */
  health: { rollup: 'mean', over: 'facts', ofRoots: true },
  tickets_opened: { rollup: 'sum', counts: true },
  tickets_solved: { rollup: 'sum', counts: true },
  /** From opening to the first reply, on the day of the reply. */
  first_reply_minutes: { rollup: 'mean', over: 'facts' },
  /** From opening to when it was solved for good so far, on that day. */
  resolution_minutes: { rollup: 'mean', over: 'facts' },
  /** Promises to customers that were not kept, on the day their time ran out. */
  sla_breaches: { rollup: 'sum', counts: true },
  /** Ratings of cases and answers to surveys, from 0 to 1. */
  csat: { rollup: 'mean', over: 'facts' },
  /** Effort that customers had, from 0 (much) to 1 (none). */
  ces: { rollup: 'mean', over: 'facts' },
  /** The net promoter score of the answers, from -100 to 100. */
  nps: { rollup: 'mean', over: 'facts', belowZero: true },
  engagements: { rollup: 'sum', counts: true },
  stakeholders_left: { rollup: 'sum', counts: true },
  features_adopted: { rollup: 'sum', counts: true },
  opportunities_won: { rollup: 'sum', counts: true },
  opportunities_lost: { rollup: 'sum', counts: true },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metrics;

export const metricNames = Object.keys(metrics) as ReadonlyArray<MetricName>;

export const metricOf = (name: string): Metric =>
  Object.hasOwn(metrics, name) ? metrics[name as MetricName] : { rollup: 'sum' };

/** Of a merged group, only what its root says counts. */
export const isOfRoots = (name: string): boolean => {
  const metric = metricOf(name);
  return metric.rollup === 'mean' && metric.ofRoots === true;
};

export const isCounted = (name: string): boolean => metricOf(name).counts === true;

export const canBeBelowZero = (name: string): boolean => metricOf(name).belowZero === true;
