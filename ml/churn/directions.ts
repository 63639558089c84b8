import type { Directions, FeatureColumn } from '../learning/examples.js';

/** Which way the chance of leaving goes with a feature, where that is known beforehand: 1 where it may only rise with it, -1 where only fall. */
const directionOf: Readonly<Record<string, 1 | -1>> = {
  health_score: -1,
  health_lowest_90d: -1,
  health_slope_28d: -1,
  health_slope_90d: -1,
  usage_trend_7d: -1,
  usage_trend_28d: -1,
  usage_trend_91d: -1,
  usage_recency_days: 1,
  usage_days_28d: -1,
  feature_breadth_28d: -1,
  feature_breadth_change: -1,
  features_adopted_180d: -1,
  active_users_trend_28d: -1,
  seat_utilisation: -1,
  seats_change_180d: -1,
  engagements_28d: -1,
  engagement_trend_91d: -1,
  engagement_recency_days: 1,
  stakeholders: -1,
  champions: -1,
  stakeholders_left_91d: 1,
  champions_left_180d: 1,
  nps_365d: -1,
  nps_vs_benchmark: -1,
  csat_91d: -1,
  csat_365d: -1,
  csat_vs_benchmark: -1,
  severe_tickets_91d: 1,
  tickets_reopened_91d: 1,
  sla_breaches_91d: 1,
  resolution_hours_91d: 1,
  first_reply_hours_91d: 1,
  arr_change_365d: -1,
  renewal_distance_days: -1,
  open_renewals: 1,
  renewals_lost_91d: 1,
  cancellation_known: 1,
};

/** The directions of those columns that have one, of whatever version. */
export const churnDirections = (columns: ReadonlyArray<FeatureColumn>): Directions =>
  Object.fromEntries(
    columns.flatMap(({ name }) => {
      const direction = directionOf[name.slice(0, name.lastIndexOf('@'))];
      return direction === undefined ? [] : [[name, direction] as const];
    }),
  );
