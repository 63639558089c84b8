import { laterOf, type Position } from '../../application/position.js';
import type { PartitionCheckpoint } from '../read-store.js';
import type { Goal } from './fold-up-to.js';
import type { Candidate } from './rebuild-deps.js';

/** Each partition of the candidate is to stand where these stand. */
export const goalsOf = (
  { generation, holder }: Pick<Candidate, 'generation' | 'holder'>,
  checkpoints: ReadonlyArray<PartitionCheckpoint>,
): ReadonlyArray<Goal> =>
  checkpoints.flatMap(({ partition, position }) =>
    position === undefined ? [] : [{ generation, holder, partition, until: position }],
  );

/** The place furthest on; `undefined` where there is none. */
export const latestOf = (goals: ReadonlyArray<Goal>): Position | undefined =>
  goals.reduce<Position | undefined>((latest, { until }) => laterOf(latest, until), undefined);
