import type { NonEmptyString } from '../primitives.js';
import type { HealthPolicy } from './policy.js';

const named = (name: string): NonEmptyString => name as NonEmptyString;

export const defaultPolicy: HealthPolicy = {
  version: 1,
  groups: [
    {
      name: named('usage'),
      weight: 0.5,
      measures: [
        {
          name: named('usage trend'),
          input: 'usage_trend',
          weight: 4,
          curve: [
            [-0.8, 0],
            [-0.3, 35],
            [-0.1, 65],
            [0.05, 85],
            [0.3, 100],
          ],
        },
        {
          name: named('usage recency'),
          input: 'usage_recency_days',
          weight: 2,
          curve: [
            [1, 100],
            [4, 85],
            [14, 40],
            [30, 0],
          ],
        },
        {
          name: named('seat utilisation'),
          input: 'seat_utilisation',
          weight: 3,
          curve: [
            [0, 0],
            [0.2, 40],
            [0.5, 75],
            [0.8, 100],
          ],
        },
        {
          name: named('feature breadth'),
          input: 'features_used',
          weight: 1,
          curve: [
            [0, 0],
            [1, 35],
            [3, 70],
            [6, 100],
          ],
        },
      ],
    },
    {
      name: named('support'),
      weight: 0.2,
      measures: [
        {
          name: named('open ticket load'),
          input: 'ticket_load',
          weight: 1,
          curve: [
            [0, 100],
            [1, 75],
            [3, 35],
            [6, 0],
          ],
        },
        {
          name: named('satisfaction'),
          input: 'csat',
          weight: 1,
          curve: [
            [0, 0],
            [0.5, 35],
            [0.8, 75],
            [1, 100],
          ],
        },
      ],
    },
    {
      name: named('relationship'),
      weight: 0.2,
      measures: [
        {
          name: named('engagement recency'),
          input: 'engagement_recency_days',
          weight: 1,
          curve: [
            [7, 100],
            [30, 75],
            [90, 20],
            [180, 0],
          ],
        },
      ],
    },
    {
      name: named('commercial'),
      weight: 0.1,
      measures: [
        {
          name: named('yearly value'),
          input: 'arr_change',
          weight: 1,
          curve: [
            [-0.5, 0],
            [-0.1, 40],
            [0, 75],
            [0.2, 100],
          ],
        },
      ],
    },
  ],
  bands: [
    { band: 'healthy', from: 75 },
    { band: 'watch', from: 55 },
    { band: 'at-risk', from: 35 },
    { band: 'critical', from: 0 },
  ],
  missing: { rule: 'share-out', minimumPresent: 0.3 },
  caps: [
    { name: named('no usage for 30 days'), input: 'usage_recency_days', is: 'above', limit: 29, atMost: 30 },
    { name: named('several stakeholders left'), input: 'stakeholders_left', is: 'above', limit: 1, atMost: 50 },
    { name: named('a stakeholder left'), input: 'stakeholders_left', is: 'above', limit: 0, atMost: 70 },
  ],
};
