import type { FeatureDefinition } from '../definition.js';
import { changeOf, countedOver, daysSince, level, meanOf, sumOf } from '../read-history.js';
import { numeric } from './declare.js';

export const peopleFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{ name: 'engagements_28d', window: 28, nullRule: 'before-first', of: sumOf('engagements', 28) },
    description: 'mails, calls and meetings with people of the account in 28 days',
  }),
  numeric({
    ...{ name: 'engagement_trend_91d', window: 182, nullRule: 'no-basis', of: changeOf('engagements', 91) },
    description: 'engagements of 91 days against the 91 before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'engagement_recency_days', window: null, nullRule: 'before-first', of: daysSince('engagements') },
    description: 'days since anybody was engaged',
  }),
  numeric({
    ...{ name: 'stakeholders', window: null, nullRule: 'before-first', of: level('stakeholders') },
    description: 'people known who have not left',
  }),
  numeric({
    ...{ name: 'champions', window: null, nullRule: 'before-first', of: level('champions') },
    description: 'champions and decision makers who have not left',
  }),
  numeric({
    ...{ name: 'stakeholders_left_91d', window: 91, nullRule: 'never', of: countedOver('stakeholders_left', 91) },
    description: 'people who left in 91 days',
  }),
  numeric({
    ...{ name: 'champions_left_180d', window: 180, nullRule: 'never', of: countedOver('champions_left', 180) },
    description: 'champions and decision makers who left in 180 days',
  }),
  numeric({
    ...{ name: 'nps_365d', window: 365, nullRule: 'no-basis', of: meanOf('nps', 365) },
    description: 'net promoter score of the answers of 365 days, -100 to 100',
  }),
  numeric({
    ...{ name: 'ces_365d', window: 365, nullRule: 'no-basis', of: meanOf('ces', 365) },
    description: 'mean effort of the answers of 365 days, from 0 (much) to 1 (none)',
  }),
];
