import type { FeatureDefinition } from '../definition.js';
import { profileAttributes } from '../profile-steps.js';
import { profile } from '../read-history.js';
import { category } from './declare.js';

export const profileFeatures: ReadonlyArray<FeatureDefinition> = profileAttributes.map((name) =>
  category(name, `${name} of the account, as it was said by the day`, (account) => profile(account)?.[name] ?? null),
);
