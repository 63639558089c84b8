import type { Projection } from './projection.js';
import { type Table, versionedName } from './table.js';

/**
 * One set of tables that a projection fills. Queries see the live one, under the names that hold no number; a rebuild
 * fills another beside it.
 */
export type Generation = { readonly projection: Projection; readonly number: number };

/** Which generation, for those who need not know how it is folded. */
export type GenerationId = { readonly projection: Pick<Projection, 'name' | 'version'>; readonly number: number };

/** The name of its checkpoints and leases. */
export const generationName = ({ projection: { name, version }, number }: GenerationId): string =>
  `${name}_v${version}_g${number}`;

/** The same in SQL, of a row of the table `generations` that goes by this name. */
export const generationNameSql = (row: string): string =>
  `${row}.read_model || '_v' || ${row}.version || '_g' || ${row}.number`;

/** The name of one of its tables in the database. */
export const generationTable = ({ projection, number }: GenerationId, table: Pick<Table, 'name'>): string =>
  `${versionedName(table, projection.version)}_g${number}`;

/** Every table of a read model. */
export const tablesOf = ({ folds, rollup }: Projection): ReadonlyArray<Table> => [
  ...folds.map(({ table }) => table),
  ...(rollup === undefined ? [] : [rollup.table]),
  ...(rollup?.offDay === undefined ? [] : [rollup.offDay]),
];
