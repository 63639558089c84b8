import { randomUUID } from 'node:crypto';
import type { KnownGeneration } from '../generation-store.js';
import type { Projection } from '../projection.js';
import { compareWithLive, type Parity } from './compare-with-live.js';
import { holding } from './holding.js';
import type { Candidate, RebuildDeps } from './rebuild-deps.js';

const liveOf = async ({ generations }: RebuildDeps, { name, version }: Projection): Promise<KnownGeneration> => {
  const live = (await generations.list(name)).find(
    ({ state, projection }) => state === 'live' && projection.version === version,
  );
  if (live === undefined) throw new Error(`${name} was never made`);
  return live;
};

/**
 * Folds the log into tables of their own beside the live ones, once for all read models, compares row by row, and drops
 * them again. Exact, though the live ones go on meanwhile. Rejects as a rebuild does.
 */
export const verifyLive = async (
  deps: RebuildDeps,
  projections: ReadonlyArray<Projection>,
  signal: AbortSignal,
): Promise<ReadonlyArray<Parity>> => {
  const { store, generations } = deps;
  await store.prepare(projections);
  const holder = randomUUID();
  const withEach = async (
    left: ReadonlyArray<Projection>,
    candidates: ReadonlyArray<Candidate>,
    held: AbortSignal,
  ): Promise<ReadonlyArray<Parity>> => {
    const [projection, ...others] = left;
    if (projection === undefined) return compareWithLive(deps, candidates, held);
    const reference = await liveOf(deps, projection);
    const generation = await generations.begin(projection, 'verifying');
    try {
      return await holding(generations, generation, holder, held, (stillHeld) =>
        withEach(others, [...candidates, { generation, holder, reference }], stillHeld),
      );
    } finally {
      await generations.discard(generation);
    }
  };
  return withEach(projections, [], signal);
};
