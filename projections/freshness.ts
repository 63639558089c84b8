import type { Knex } from 'knex';
import { positionToText } from '../application/position.js';
import { type Progress, type ReadProgress, readProgress } from './progress.js';

/** How fresh an answer is: the log position its read model stands at, and how far behind the log it was last seen. */
export type Freshness = {
  readonly readModel: string;
  /** As `positionToText` gives it; `null` while nothing was projected. */
  readonly position: string | null;
  /** Seconds the read model trails the log; 0 when it had read everything. */
  readonly lagSeconds: number;
  /** Events of the log it has yet to take in; `null` while that is not known. */
  readonly lagEvents: number | null;
  /** Some of these events nobody has counted yet. */
  readonly lagEventsEstimated: boolean;
};

const freshnessIn = (readers: ReadonlyArray<Progress>, readModel: string, version: number): Freshness => {
  const found = readers.find((reader) => reader.name === readModel && reader.version === version);
  return {
    readModel,
    position: found?.position === undefined ? null : positionToText(found.position),
    lagSeconds: found?.lagSeconds ?? 0,
    lagEvents: found?.behind?.events ?? null,
    lagEventsEstimated: found?.behind?.isEstimate ?? false,
  };
};

/** Where a projection stands, from the checkpoints it keeps with its rows: as far as all of its partitions have come. */
export const readFreshness = async (
  progress: ReadProgress,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<Freshness> => freshnessIn(await progress(), name, version);

/** Progress read by whoever has nobody to share it with; the end of the log is not asked for, so lag in events is known only of who has read everything. */
export const ownProgress =
  (db: Knex, schema: string): ReadProgress =>
  () =>
    readProgress(db, schema, async () => undefined);
