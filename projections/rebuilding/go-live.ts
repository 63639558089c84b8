import { isBefore, type Position } from '../../application/position.js';
import { backoffMs, pause } from '../following/backoff.js';
import { type Generation, generationName } from '../generation.js';
import { allPartitions } from '../partitions.js';
import type { PartitionCheckpoint } from '../read-store.js';
import { foldUpTo, type Goal } from './fold-up-to.js';
import { foldingOf, headOf, type RebuildDeps } from './rebuild-deps.js';

/** How long those who fold into the live tables wait at most; doubled with each try, so that it comes to an end. */
const FIRST_PATIENCE_MS = 1_000;
const TRIES = 60;

/**
 * Lets queries see a generation that this process holds, once it has reached the live one: folds what is new in the log,
 * then the rest while the live one waits. Gives way to queries that take long, and tries again.
 */
export const goLive = async (
  deps: RebuildDeps,
  generation: Generation,
  holder: string,
  signal: AbortSignal,
): Promise<void> => {
  deps.report({ _tag: 'GoingLive', generation });
  const goalsTo = (until: Position, partition: number): Goal => ({ generation, holder, partition, until });
  const catchUp = async (goalsAt: (head: Position) => ReadonlyArray<Goal>, within: AbortSignal): Promise<void> => {
    const head = await headOf(deps.eventStore);
    if (head !== undefined) await foldUpTo(foldingOf(deps, head), goalsAt(head), within);
  };
  for (let tries = 1; tries <= TRIES; tries++) {
    await catchUp((head) => allPartitions.map((partition) => goalsTo(head, partition)), signal);
    const patience = AbortSignal.timeout(FIRST_PATIENCE_MS * 2 ** Math.min(tries - 1, 5));
    const isThere = async (live: ReadonlyArray<PartitionCheckpoint>): Promise<boolean> => {
      try {
        await catchUp(
          (head) =>
            live.flatMap(({ partition, position }) =>
              position === undefined ? [] : [goalsTo(isBefore(position, head) ? position : head, partition)],
            ),
          AbortSignal.any([signal, patience]),
        );
        return true;
      } catch (error) {
        if (patience.aborted && !signal.aborted) return false;
        throw error;
      }
    };
    const outcome = await deps.generations.promote(generation, holder, isThere);
    if (outcome === 'promoted') return;
    if (outcome === 'lost') throw new Error(`${generationName(generation)} was taken over by another process`);
    if (outcome === 'busy') await pause(backoffMs(tries), signal);
    signal.throwIfAborted();
  }
  throw new Error(`${generationName(generation)} could not go live: queries under way never let it; try again later`);
};
