import { withoutFalseDiscoveries } from '../../timeseries/anomalies/false-discoveries.js';
import { columnValues } from '../column-values.js';
import type { Features } from '../examples.js';
import { type ColumnDrift, columnDrift } from './column-drift.js';

export type DriftedColumn = ColumnDrift & { readonly column: string };

/**
 * The columns whose values are distributed otherwise than in the reference. Where none is, any is named with probability `rate`
 * at most; of those named, the share `rate` is expected to be false, however many rows and columns there are.
 */
export const driftedColumns = (reference: Features, current: Features, rate = 0.05): ReadonlyArray<DriftedColumn> => {
  const compared = reference.columns.map((column, c) => ({
    column: column.name,
    ...columnDrift(column, columnValues(reference, c), columnValues(current, c)),
  }));
  return withoutFalseDiscoveries(compared, compared.length, rate);
};
