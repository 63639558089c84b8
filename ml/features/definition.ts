import type { FeatureValue } from '../../application/ports/feature-store.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { AccountHistory } from './account-history.js';

/**
 * When a feature is missing: `never`; `before-first`, until anything of its kind was reported, from where on silence is
 * nothing; `no-basis`, also where there is nothing to set it against.
 */
export type NullRule = 'never' | 'before-first' | 'no-basis';

/** An account at the end of a day. */
export type AccountOnDay = { readonly history: AccountHistory; readonly day: CalendarDate; readonly place: number };

/**
 * What is read of an account, as a value: the same function gives history and what is served now. `of` is pure, and reads
 * the history up to and with its day only. Whatever changes what it computes takes another version; versions stand side by side.
 */
export type FeatureDefinition = {
  readonly name: string;
  readonly version: number;
  readonly entity: 'account';
  readonly kind: 'number' | 'category';
  /** Days that it looks back; `null` where it is told from all there was. */
  readonly window: number | null;
  readonly nullRule: NullRule;
  readonly description: string;
  readonly of: (account: AccountOnDay) => FeatureValue;
};

/** The name of a column: another version is another column. */
export const columnOf = ({ name, version }: Pick<FeatureDefinition, 'name' | 'version'>): string =>
  `${name}@${version}`;
