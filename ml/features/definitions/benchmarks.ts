import type { AccountOnDay, FeatureDefinition } from '../definition.js';
import { benchmarkOf, level, meanOf, ratio } from '../read-history.js';
import { numeric } from './declare.js';

type Told = (account: AccountOnDay) => number | null;

const against =
  (own: Told, others: Told): Told =>
  (account) => {
    const [mine, theirs] = [own(account), others(account)];
    return mine === null || theirs === null ? null : mine - theirs;
  };

/** Publishers give shares as such or in per cent. */
const asShare =
  (metric: string): Told =>
  (account) => {
    const published = benchmarkOf(metric)(account);
    return published !== null && published > 1.5 ? published / 100 : published;
  };

/** Yearly value against the one a year ago, as a share of that. */
const retained: Told = (account) => ratio(level('arr')(account), level('arr', 365)(account));

export const benchmarkFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{
      name: 'csat_vs_benchmark',
      window: 91,
      nullRule: 'no-basis',
      of: against(meanOf('csat', 91), asShare('csat')),
    },
    description: 'mean satisfaction of 91 days less the median published for companies of its kind (metric csat)',
  }),
  numeric({
    ...{
      name: 'nps_vs_benchmark',
      window: 365,
      nullRule: 'no-basis',
      of: against(meanOf('nps', 365), benchmarkOf('nps')),
    },
    description: 'net promoter score of 365 days less the median published for companies of its kind (metric nps)',
  }),
  numeric({
    ...{ name: 'retention_vs_benchmark', window: 365, nullRule: 'no-basis' },
    of: against(retained, asShare('net_revenue_retention')),
    description:
      'yearly value as a share of a year ago less the median published for companies of its kind (metric net_revenue_retention)',
  }),
];
