import type { AccountOnDay, FeatureDefinition, NullRule } from '../definition.js';

type Declared = Pick<FeatureDefinition, 'name' | 'window' | 'description'> & {
  readonly version?: number;
  readonly nullRule: NullRule;
  readonly of: (account: AccountOnDay) => number | null;
};

/** Differences and quotients carry rounding noise, which must not pass for a value of its own. */
const rounded = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Math.round(value * 1e6) / 1e6 + 0;

export const numeric = ({ version = 1, of, ...declared }: Declared): FeatureDefinition => ({
  ...declared,
  version,
  entity: 'account',
  kind: 'number',
  of: (account) => rounded(of(account)),
});

export const category = (
  name: string,
  description: string,
  of: (account: AccountOnDay) => string | null,
): FeatureDefinition => ({
  ...{ name, version: 1, entity: 'account', kind: 'category', window: null, nullRule: 'before-first', description, of },
});
