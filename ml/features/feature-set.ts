import { createHash } from 'node:crypto';
import type { FeatureValue } from '../../application/ports/feature-store.js';
import { canonical } from '../../domain/canonical.js';
import type { CalendarDate } from '../../domain/primitives.js';
import { type AccountHistory, placeOf } from './account-history.js';
import { type AccountOnDay, columnOf, type FeatureDefinition } from './definition.js';
import { makeProbes } from './probes.js';

/** A definition with what tells it from any other: a hash of what it says of itself and of what it computes. */
export type HashedFeature = { readonly column: string; readonly hash: string; readonly definition: FeatureDefinition };

/** Columns in order. Sets of other definitions have other hashes, and rows of their own. */
export type FeatureSet = { readonly hash: string; readonly features: ReadonlyArray<HashedFeature> };

const hashOf = (...parts: ReadonlyArray<string>): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('hex').slice(0, 32);
};

/**
 * Of what the definition computes over accounts made up for it, and of all it says of itself. Source text would differ from
 * build to build, and say nothing of the functions that it calls.
 */
const codeHash = ({ of, ...said }: FeatureDefinition, probes: ReadonlyArray<AccountOnDay>): string =>
  hashOf(canonical(said), canonical(probes.map((account) => of(account))));

export const featureSetOf = (definitions: ReadonlyArray<FeatureDefinition>): FeatureSet => {
  const probes = makeProbes();
  const features = definitions.map((definition) => ({
    ...{ column: columnOf(definition), hash: codeHash(definition, probes), definition },
  }));
  const columns = new Set(features.map(({ column }) => column));
  if (columns.size !== features.length) throw new TypeError('a feature is declared twice in one version');
  return { hash: hashOf(...features.flatMap(({ column, hash }) => [column, hash])), features };
};

/** The values of an account at the end of a day, in the order of the columns. */
export const valuesOn = (
  { features }: FeatureSet,
  history: AccountHistory,
  day: CalendarDate,
): ReadonlyArray<FeatureValue> => {
  const account = { history, day, place: placeOf(history, day) };
  return features.map(({ definition }) => definition.of(account));
};

/** Tells whether two rows are the same: of the definitions, the account, the day and the values. */
export const featureDigest = (
  { hash }: Pick<FeatureSet, 'hash'>,
  {
    accountId,
    day,
    values,
  }: { readonly accountId: string; readonly day: string; readonly values: ReadonlyArray<FeatureValue> },
): string => hashOf(hash, accountId, day, JSON.stringify(values));
