import { fact } from './fact.js';

const of = (accountId: string, day: string) => ({
  accountId,
  day,
  occurredAt: `${day}T20:00:00.000Z`,
  model: 'churn',
  modelVersion: 'v1',
  featureDigest: `facts of ${accountId} on ${day}`,
});

/** The chance to lose an account within 90 days, and a third and one and a half times of it within 30 and 180. */
export const churnOf = (accountId: string, day: string, probability = 0.4, more: object = {}) => ({
  ...of(accountId, day),
  horizons: [
    { days: 30, probability: probability / 3, low: 0, high: probability / 2 },
    { days: 90, probability, low: probability / 2, high: Math.min(1, probability * 1.5) },
    { days: 180, probability: Math.min(1, probability * 1.5), low: probability, high: 1 },
  ],
  reasons: [
    { feature: 'health.score', value: 41, contribution: 0.8 },
    { feature: 'usage.trend_30d', value: -0.25, contribution: 0.5 },
    { feature: 'support.csat', value: null, contribution: -0.1 },
  ],
  similar: [{ accountId: 'globex', distance: 0.7, outcome: 'churned' }],
  ...more,
});
export const churnPredicted = (...said: Parameters<typeof churnOf>) => fact('ChurnPredicted', churnOf(...said));

export const expansionOf = (accountId: string, day: string, amount = 1200, more: object = {}) => ({
  ...of(accountId, day),
  model: 'expansion',
  currency: 'EUR',
  horizons: [30, 90, 365].map((days) => ({
    ...{ days, probability: days / 1000, amount: (amount * days) / 365, low: 0, high: amount * 2 },
    kinds: [{ kind: 'seats', share: 1 }],
  })),
  reasons: [{ feature: 'seats.used_share', value: 0.97, contribution: 1.1 }],
  ...more,
});
export const expansionPredicted = (...said: Parameters<typeof expansionOf>) =>
  fact('ExpansionPredicted', expansionOf(...said));

export const trajectoryOf = (accountId: string, day: string, more: object = {}) => ({
  ...of(accountId, day),
  model: 'health-trajectory',
  path: [{ day: '2026-06-30', score: 52, low80: 45, high80: 60, low95: 40, high95: 66 }],
  crossings: [{ band: 'critical', probability: 0.2, day: '2026-08-01' }],
  window: { from: '2026-06-10', to: '2026-06-24' },
  action: { name: 'executive check-in', effect: 4.5, low: 1.2, high: 7.8, cases: 38 },
  ...more,
});
export const trajectoryPredicted = (...said: Parameters<typeof trajectoryOf>) =>
  fact('HealthTrajectoryPredicted', trajectoryOf(...said));
