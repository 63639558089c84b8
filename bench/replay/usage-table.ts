import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { Projection } from '../../projections/projection.js';
import type { Addition, Contribution, Rollup } from '../../projections/rollup.js';
import { keyText } from '../../projections/table.js';
import { trendsProjection } from '../../projections/trends/evolve.js';

const rollupOf = ({ rollup }: Projection): Rollup => {
  if (rollup === undefined) throw new Error('the trends add nothing up');
  const { offDay: _, ...table } = rollup;
  return table;
};

/** Usage by account, metric, month and feature: the one table that both runtimes fill. */
const usageRollup = rollupOf(trendsProjection);

/** That table alone as a read model. */
export const usageProjection: Projection = {
  name: 'usage',
  version: 1,
  folds: [],
  rollup: usageRollup,
  noticeKey: () => undefined,
};

type Sums = { readonly sums: Array<number>; readonly counts: Array<number> } & Addition;

const emptyRow = ({ key }: Contribution): Sums => ({
  key,
  sums: new Array<number>(usageRollup.slots).fill(0),
  counts: new Array<number>(usageRollup.slots).fill(0),
  lessens: false,
});

/** What events add to its rows. */
export const additionsBy = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<Addition> => {
  const rows = new Map<string, Sums>();
  for (const contribution of events.flatMap(usageRollup.contributions)) {
    const { key, slot, sum, count } = contribution;
    const row = rows.get(keyText(key)) ?? emptyRow(contribution);
    rows.set(keyText(key), row);
    row.sums[slot] = (row.sums[slot] ?? 0) + sum;
    row.counts[slot] = (row.counts[slot] ?? 0) + count;
  }
  return [...rows.values()];
};
