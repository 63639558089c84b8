import { daysSinceLast } from '../../../domain/health/flow.js';
import type { AccountOnDay, FeatureDefinition } from '../definition.js';
import {
  change,
  changeOf,
  dailyMeanOf,
  daysSince,
  lastDays,
  level,
  ratio,
  reportedDays,
  sumOf,
} from '../read-history.js';
import { lastWeekResiduals, RESIDUAL_DAYS } from '../seasonal-residual.js';
import { numeric } from './declare.js';

const MONTH = 28;

/** How many features of the product were used in the 28 days that ended `ago` days before. */
const breadth =
  (ago: number) =>
  ({ history, place }: AccountOnDay): number | null => {
    const at = place - ago;
    if (at < 0 || !history.featureUse.some(({ since }) => since <= at)) return null;
    return history.featureUse.filter((feature) => (daysSinceLast(feature, at) ?? MONTH) < MONTH).length;
  };

const residuals = (account: AccountOnDay) => lastWeekResiduals(lastDays('events', RESIDUAL_DAYS)(account));

const FLAGGED = 3.5;

export const usageFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{ name: 'usage_28d', window: 28, nullRule: 'before-first', of: sumOf('events', MONTH) },
    description: 'things done in the product in 28 days',
  }),
  numeric({
    ...{ name: 'usage_trend_28d', window: 56, nullRule: 'no-basis', of: changeOf('events', MONTH) },
    description: 'usage of 28 days against the 28 before, from -1 (stopped) to 1 (began)',
  }),
  numeric({
    ...{ name: 'usage_trend_7d', window: 14, nullRule: 'no-basis', of: changeOf('events', 7) },
    description: 'usage of 7 days against the 7 before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'usage_trend_91d', window: 182, nullRule: 'no-basis', of: changeOf('events', 91) },
    description: 'usage of 91 days against the 91 before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'usage_recency_days', window: null, nullRule: 'before-first', of: daysSince('events') },
    description: 'days since anything was done in the product',
  }),
  numeric({
    ...{ name: 'usage_days_28d', window: 28, nullRule: 'before-first', of: reportedDays('events', MONTH) },
    description: 'how many of 28 days had usage',
  }),
  numeric({
    ...{ name: 'feature_breadth_28d', window: 28, nullRule: 'before-first', of: breadth(0) },
    description: 'different features used in 28 days',
  }),
  numeric({
    ...{ name: 'feature_breadth_change', window: 119, nullRule: 'no-basis' },
    of: (account) => change(breadth(91)(account), breadth(0)(account)),
    description: 'features used in 28 days against 91 days before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'features_adopted_180d', window: 180, nullRule: 'before-first', of: sumOf('features_adopted', 180) },
    description: 'features taken up in 180 days',
  }),
  numeric({
    ...{ name: 'active_users_28d', window: 28, nullRule: 'no-basis', of: dailyMeanOf('active_users', MONTH) },
    description: 'people who did anything on a day with usage, on average over 28 days',
  }),
  numeric({
    ...{ name: 'active_users_trend_28d', window: 56, nullRule: 'no-basis', of: changeOf('active_users', MONTH) },
    description: 'active users of 28 days against the 28 before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'seats', window: null, nullRule: 'before-first', of: level('seats') },
    description: 'seats paid for',
  }),
  numeric({
    ...{ name: 'seat_utilisation', window: 28, nullRule: 'no-basis' },
    of: (account) => ratio(dailyMeanOf('active_users', MONTH)(account), level('seats')(account)),
    description: 'active users of an average day with usage, a seat',
  }),
  numeric({
    ...{ name: 'seats_change_180d', window: 180, nullRule: 'no-basis' },
    of: (account) => change(level('seats', 180)(account), level('seats')(account)),
    description: 'seats against 180 days before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'usage_residual_7d', window: RESIDUAL_DAYS, nullRule: 'no-basis' },
    of: (account) => {
      const found = residuals(account);
      return found === undefined ? null : found.reduce((sum, one) => sum + one, 0) / found.length;
    },
    description: 'mean deviation of the last 7 days from what their weekdays let expect, in robust standard deviations',
  }),
  numeric({
    ...{ name: 'usage_flags_7d', window: RESIDUAL_DAYS, nullRule: 'no-basis' },
    of: (account) => residuals(account)?.filter((one) => Math.abs(one) > FLAGGED).length ?? null,
    description:
      'how many of the last 7 days were used more than 3.5 robust standard deviations otherwise than expected',
  }),
  numeric({
    ...{ name: 'anomalies_28d', window: 28, nullRule: 'before-first', of: sumOf('anomalies', MONTH) },
    description: 'anomalies that were detected of the account in 28 days',
  }),
];
