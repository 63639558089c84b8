import type { ReadSnapshot } from '../generation-store.js';
import { partitionOf } from '../partitions.js';
import { isOfRollup } from '../projection.js';
import { keyText } from '../table.js';
import { type EventsOfRow, eventsOfRow } from './events-of-row.js';
import type { Goal } from './fold-up-to.js';
import { latestOf } from './goals.js';
import type { RowDifference, TableParity } from './parity.js';
import type { Candidate, RebuildDeps } from './rebuild-deps.js';

export type FirstDifference = {
  readonly table: string;
  readonly row: RowDifference;
  readonly events: EventsOfRow;
};

/** The first row that differs without having been declared to, and the events it comes from. Rejects as `eventsOfRow` does. */
export const firstDifference = async (
  deps: RebuildDeps,
  { generation, reference }: Candidate,
  { live, rebuilt }: { readonly live: ReadSnapshot; readonly rebuilt: ReadSnapshot },
  tables: ReadonlyArray<TableParity>,
  goals: ReadonlyArray<Goal>,
  signal: AbortSignal,
): Promise<FirstDifference | undefined> => {
  const { projection } = generation;
  const differing = tables.find(({ differences }) => differences.length > 0);
  const [row] = differing?.differences ?? [];
  const isRollup = differing !== undefined && isOfRollup(projection, differing.table);
  const partition = partitionOf(keyText(row?.key ?? []));
  const until = latestOf(isRollup ? goals : goals.filter((goal) => goal.partition === partition));
  if (differing === undefined || row === undefined || until === undefined) return undefined;
  const sides = [
    { snapshot: rebuilt, generation },
    ...(reference.projection.version === projection.version ? [{ snapshot: live, generation: reference }] : []),
  ];
  const place = { table: differing.table, key: row.key };
  return { table: differing.table, row, events: await eventsOfRow(deps, generation, sides, place, until, signal) };
};
