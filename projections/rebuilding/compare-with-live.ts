import { isBefore } from '../../application/position.js';
import { pause } from '../following/backoff.js';
import { type GenerationId, generationName } from '../generation.js';
import type { ReadSnapshot } from '../generation-store.js';
import { type FirstDifference, firstDifference } from './first-difference.js';
import { foldUpTo, type Goal } from './fold-up-to.js';
import { goalsOf, latestOf } from './goals.js';
import { compareGenerations, type TableParity } from './parity.js';
import { type Candidate, foldingOf, isBeyondLog, type RebuildDeps } from './rebuild-deps.js';

export type Parity = {
  readonly reference: GenerationId;
  readonly tables: ReadonlyArray<TableParity>;
  /** The first row that differs without having been declared to, and the events it comes from. */
  readonly first?: FirstDifference;
};

/** A round so short leaves little to fold while the snapshot is held. */
const SHORT_MS = 1_000;
const LOOK_MS = 500;
const PATIENCE_MS = 60_000;

export const isEqual = ({ tables }: Parity): boolean => tables.every(({ differentRows }) => differentRows === 0);

const isAhead = async ({ store }: RebuildDeps, { generation, reference }: Candidate): Promise<boolean> => {
  const live = await store.checkpoints(generationName(reference));
  const own = await store.checkpoints(generationName(generation));
  return own.some((at) => isBefore(live.find(({ partition }) => partition === at.partition)?.position, at.position));
};

const fromAnotherLog = (live: GenerationId): string =>
  `${generationName(live)} stands at a place that the log does not have: it was folded from another one. A rebuild with --accept-differences takes its place without comparing`;

/** An earlier run may have come further than the live tables are. */
const untilLiveIsThere = async (deps: RebuildDeps, candidate: Candidate, signal: AbortSignal): Promise<void> => {
  const { name } = candidate.generation.projection;
  for (let waited = 0; await isAhead(deps, candidate); waited += LOOK_MS) {
    if (waited === 0) deps.report({ _tag: 'WaitingForLive', readModel: name });
    if (waited >= PATIENCE_MS)
      throw new Error(`${generationName(candidate.generation)} is ahead of the live ${name}: does a projector run?`);
    await pause(LOOK_MS, signal);
    signal.throwIfAborted();
  }
};

/** Up to where the live tables are, until they do not run away any more. */
const follow = async (
  deps: RebuildDeps,
  candidates: ReadonlyArray<Candidate>,
  goalsIn: (candidate: Candidate) => Promise<ReadonlyArray<Goal>>,
  signal: AbortSignal,
): Promise<void> => {
  for (let tookMs = Number.POSITIVE_INFINITY; tookMs > SHORT_MS; ) {
    const began = performance.now();
    const goals = (await Promise.all(candidates.map(goalsIn))).flat();
    const last = latestOf(goals);
    if (last !== undefined) await foldUpTo(foldingOf(deps, last), goals, signal);
    tookMs = performance.now() - began;
  }
};

const compare = async (
  deps: RebuildDeps,
  candidate: Candidate,
  sides: { readonly live: ReadSnapshot; readonly rebuilt: ReadSnapshot },
  goals: ReadonlyArray<Goal>,
  signal: AbortSignal,
): Promise<Parity> => {
  const { generation, reference } = candidate;
  const readModel = generation.projection.name;
  const tables = await compareGenerations(sides, reference, generation, (table) => {
    signal.throwIfAborted();
    deps.report({ _tag: 'Comparing', readModel, table });
  });
  const first = await firstDifference(deps, candidate, sides, tables, goals, signal);
  return first === undefined ? { reference, tables } : { reference, tables, first };
};

/**
 * Folds the log into the candidates until each partition stands exactly where the live one stood in a snapshot, and
 * compares the rows with those of the snapshot. Exact, though the live ones go on meanwhile.
 */
export const compareWithLive = async (
  deps: RebuildDeps,
  candidates: ReadonlyArray<Candidate>,
  signal: AbortSignal,
): Promise<ReadonlyArray<Parity>> => {
  const { store, generations } = deps;
  for (const candidate of candidates) {
    if (await isBeyondLog(deps, candidate.reference)) throw new Error(fromAnotherLog(candidate.reference));
    await untilLiveIsThere(deps, candidate, signal);
  }
  const goalsNow = async (candidate: Candidate) =>
    goalsOf(candidate, await store.checkpoints(generationName(candidate.reference)));
  await follow(deps, candidates, goalsNow, signal);
  return generations.snapshot(async (live) => {
    const goals = new Map<Candidate, ReadonlyArray<Goal>>();
    for (const candidate of candidates)
      goals.set(candidate, goalsOf(candidate, await live.checkpoints(candidate.reference)));
    const all = [...goals.values()].flat();
    const last = latestOf(all);
    if (last !== undefined) await foldUpTo(foldingOf(deps, last), all, signal);
    return generations.snapshot(async (rebuilt) => {
      const parities: Array<Parity> = [];
      for (const [candidate, own] of goals)
        parities.push(await compare(deps, candidate, { live, rebuilt }, own, signal));
      return parities;
    });
  });
};
