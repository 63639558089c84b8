import type { AccountOnDay, FeatureDefinition } from '../definition.js';
import { healthScore } from '../read-history.js';
import { numeric } from './declare.js';

const slope =
  (days: number) =>
  (account: AccountOnDay): number | null => {
    const [now, before] = [healthScore()(account), healthScore(days)(account)];
    return now === null || before === null ? null : ((now - before) / days) * 28;
  };

const WEEKS = 8;

/** The standard deviation of the score at the ends of the last weeks. */
const volatility = (account: AccountOnDay): number | null => {
  const scores = Array.from({ length: WEEKS }, (_, week) => healthScore(week * 7)(account)).filter(
    (score) => score !== null,
  );
  if (scores.length < 3) return null;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
};

const lowest = (account: AccountOnDay): number | null => {
  const scores = Array.from({ length: 13 }, (_, week) => healthScore(week * 7)(account)).filter(
    (score) => score !== null,
  );
  return scores.length === 0 ? null : Math.min(...scores);
};

export const healthFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{ name: 'health_score', window: 365, nullRule: 'no-basis', of: healthScore() },
    description: 'health score at the end of the day, 0 to 100, by the policy in use',
  }),
  numeric({
    ...{ name: 'health_slope_28d', window: 393, nullRule: 'no-basis', of: slope(28) },
    description: 'points of health gained in 28 days',
  }),
  numeric({
    ...{ name: 'health_slope_90d', window: 455, nullRule: 'no-basis', of: slope(90) },
    description: 'points of health gained every 28 days over 90 days',
  }),
  numeric({
    ...{ name: 'health_volatility_8w', window: 414, nullRule: 'no-basis', of: volatility },
    description: 'standard deviation of the health score over the ends of eight weeks',
  }),
  numeric({
    ...{ name: 'health_lowest_90d', window: 449, nullRule: 'no-basis', of: lowest },
    description: 'lowest health score of 13 weeks',
  }),
];
