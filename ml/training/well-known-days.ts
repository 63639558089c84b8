import type { Dataset } from '../datasets/dataset.js';

/** Of what is known of a row on the last day. */
const LEAST_SHARE = 0.75;

/** The share of values that are there, by day. */
const knownShares = ({ features: { columns, values }, days }: Dataset): ReadonlyMap<number, number> => {
  const sums = new Map<number, { known: number; all: number }>();
  days.forEach((day, row) => {
    const sum = sums.get(day) ?? { known: 0, all: 0 };
    const own = values.subarray(row * columns.length, (row + 1) * columns.length);
    const known = own.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
    sums.set(day, { known: sum.known + known, all: sum.all + columns.length });
  });
  return new Map([...sums].map(([day, { known, all }]) => [day, known / all]));
};

/**
 * Forgets what came of days of which little else is known: contracts are often told years back, what customers did and bought
 * besides only since it is collected, so that of the days before, nothing seems to have happened.
 */
export const wellKnownDays = (dataset: Dataset): Dataset => {
  const shares = knownShares(dataset);
  const last = Math.max(...shares.keys());
  const enough = LEAST_SHARE * (shares.get(last) ?? 0);
  const from = Math.min(...[...shares].filter(([, share]) => share >= enough).map(([day]) => day));
  const since = (labels: Float64Array): Float64Array =>
    labels.map((label, row) => ((dataset.days[row] as number) < from ? Number.NaN : label));
  const { leaves, expansions } = dataset;
  const grown = ({ grew, amount, won, seats }: Dataset['expansions'][90]) => ({
    ...{ grew: since(grew), amount: since(amount), won: since(won), seats: since(seats) },
  });
  return {
    ...dataset,
    leaves: { 30: since(leaves[30]), 90: since(leaves[90]), 180: since(leaves[180]) },
    expansions: { 30: grown(expansions[30]), 90: grown(expansions[90]), 365: grown(expansions[365]) },
  };
};
