import type { FeatureDefinition } from '../definition.js';
import { benchmarkFeatures } from './benchmarks.js';
import { healthFeatures } from './health.js';
import { peopleFeatures } from './people.js';
import { profileFeatures } from './profile.js';
import { revenueFeatures } from './revenue.js';
import { supportFeatures } from './support.js';
import { usageFeatures } from './usage.js';

/** Every feature in every version that is kept, in the order of the columns: a new version comes in beside the old one. */
export const features: ReadonlyArray<FeatureDefinition> = [
  ...healthFeatures,
  ...usageFeatures,
  ...supportFeatures,
  ...peopleFeatures,
  ...revenueFeatures,
  ...benchmarkFeatures,
  ...profileFeatures,
];
