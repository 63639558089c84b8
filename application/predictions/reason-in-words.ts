import type { PredictionEvent } from '../../domain/prediction/events.js';

type Reason = Extract<PredictionEvent, { type: 'ChurnPredicted' }>['data']['reasons'][number];

const rounded = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

const inWords = {
  count: (value: number) => rounded(value, 1),
  days: (value: number) => `${rounded(value, 0)} days`,
  hours: (value: number) => `${rounded(value, 1)} hours`,
  share: (value: number) => `${rounded(value * 100, 0)} %`,
  points: (value: number) => `${rounded(value, 1)} points`,
  gained: (value: number) => `${value < 0 ? 'down' : 'up'} ${rounded(Math.abs(value), 1)}`,
  /** Against the time before, from -1 to 1. */
  moving: (value: number) => {
    if (Math.abs(value) < 0.02) return 'steady';
    return value < 0 ? 'falling' : 'rising';
  },
  fact: (value: number) => (value === 0 ? 'no' : 'yes'),
} as const;

type Words = readonly [called: string, unit: keyof typeof inWords];

/** What features are called to people, and what their numbers are. */
const features: Readonly<Record<string, Words>> = {
  health_score: ['Health score', 'count'],
  health_slope_28d: ['Health score over 28 days', 'gained'],
  health_slope_90d: ['Health score every 28 days of the last 90', 'gained'],
  health_volatility_8w: ['Ups and downs of the health score over 8 weeks', 'points'],
  health_lowest_90d: ['Lowest health score of 13 weeks', 'count'],
  usage_28d: ['Usage of 28 days', 'count'],
  usage_trend_7d: ['Usage of a week', 'moving'],
  usage_trend_28d: ['Usage of 28 days', 'moving'],
  usage_trend_91d: ['Usage of 91 days', 'moving'],
  usage_recency_days: ['Time since the last use', 'days'],
  usage_days_28d: ['Days of use out of 28', 'count'],
  feature_breadth_28d: ['Features in use', 'count'],
  feature_breadth_change: ['Number of features in use', 'moving'],
  features_adopted_180d: ['Features adopted in 180 days', 'count'],
  active_users_28d: ['Active users a day', 'count'],
  active_users_trend_28d: ['Active users', 'moving'],
  seats: ['Seats', 'count'],
  seat_utilisation: ['Seats in use', 'share'],
  seats_change_180d: ['Seats over 180 days', 'moving'],
  usage_residual_7d: ['Usage of a week beside what the season lets expect', 'count'],
  usage_flags_7d: ['Unusual days of use in a week', 'count'],
  anomalies_28d: ['Anomalies in 28 days', 'count'],
  tickets_opened_28d: ['Cases opened in 28 days', 'count'],
  tickets_opened_change: ['Cases opened', 'moving'],
  open_tickets: ['Open cases', 'count'],
  ticket_load_per_ten_seats: ['Cases for every ten seats', 'count'],
  severe_tickets_91d: ['Severe cases in 91 days', 'count'],
  tickets_reopened_91d: ['Cases opened again in 91 days', 'count'],
  sla_breaches_91d: ['Broken promises of support in 91 days', 'count'],
  resolution_hours_91d: ['Time to solve a case', 'hours'],
  first_reply_hours_91d: ['Time to a first reply', 'hours'],
  csat_91d: ['Satisfaction of 91 days', 'share'],
  csat_365d: ['Satisfaction of a year', 'share'],
  engagements_28d: ['Mails, calls and meetings in 28 days', 'count'],
  engagement_trend_91d: ['Engagement', 'moving'],
  engagement_recency_days: ['Time since anybody was engaged', 'days'],
  stakeholders: ['People known', 'count'],
  champions: ['Champions', 'count'],
  stakeholders_left_91d: ['People who left in 91 days', 'count'],
  champions_left_180d: ['Champions who left in 180 days', 'count'],
  nps_365d: ['Net promoter score', 'count'],
  ces_365d: ['Ease, as customers rate it', 'share'],
  arr: ['Yearly value', 'count'],
  arr_change_365d: ['Yearly value over a year', 'moving'],
  contracts_running: ['Contracts running', 'count'],
  contract_age_days: ['Time as a customer', 'days'],
  renewal_distance_days: ['Time to the renewal', 'days'],
  cancellation_known: ['Cancellation known:', 'fact'],
  days_since_expansion: ['Time since the last expansion', 'days'],
  open_renewals: ['Renewals being negotiated', 'count'],
  renewals_lost_91d: ['Renewals lost in 91 days', 'count'],
  open_expansions: ['Expansions being negotiated', 'count'],
  open_expansion_value: ['Value of the expansions being negotiated', 'count'],
  expansions_lost_365d: ['Expansions lost in a year', 'count'],
};

/** The name itself where nobody found words for it: a model may know features that this version does not. */
const spelledOut = (feature: string): Words => {
  const words = feature.replace(/[_.]+/g, ' ');
  return [words.charAt(0).toUpperCase() + words.slice(1), 'count'];
};

const wordsOf = (feature: string): Words =>
  (Object.hasOwn(features, feature) ? features[feature] : undefined) ?? spelledOut(feature);

const effects = {
  churn: ['raises the risk', 'lowers the risk'],
  expansion: ['speaks for an expansion', 'speaks against an expansion'],
} as const;

/** Such as “Health score 41 raises the risk”; a category is said after its feature’s name: `industry=Retail`. */
export const reasonInWords = (of: keyof typeof effects, { feature, value, contribution }: Reason): string => {
  const [name = feature, category] = feature.split('=', 2);
  const [called, unit] = wordsOf(name);
  const [towards, against] = effects[of];
  const said = category ?? (value === null ? 'not known' : inWords[unit](value));
  return `${called} ${said} ${contribution > 0 ? towards : against}`;
};
