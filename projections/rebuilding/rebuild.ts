import { randomUUID } from 'node:crypto';
import { type Generation, generationName } from '../generation.js';
import type { KnownGeneration } from '../generation-store.js';
import type { ParkedStream } from '../parking/parked-stream.js';
import type { Projection } from '../projection.js';
import { compareWithLive, isEqual, type Parity } from './compare-with-live.js';
import { goLive } from './go-live.js';
import { holding } from './holding.js';
import { isBeyondLog, type RebuildDeps } from './rebuild-deps.js';

export type RebuildOptions = {
  /** Goes live even where rows differ that were not declared to. */
  readonly acceptDifferences: boolean;
  /** Drops what an earlier run left unfinished, instead of going on with it. */
  readonly afresh: boolean;
  readonly signal: AbortSignal;
};

export type Rebuilt = {
  readonly generation: Generation;
  /** `different`: it is kept unfinished, and queries see what they saw before. */
  readonly outcome: 'live' | 'different';
  /** `undefined` where nothing was live before. */
  readonly parity: Parity | undefined;
  readonly parked: ReadonlyArray<ParkedStream>;
};

/** The live one of the same version, or else of the version before; only if it has seen anything of this log. */
const referenceFor = async (
  deps: RebuildDeps,
  known: ReadonlyArray<KnownGeneration>,
  { version }: Projection,
  acceptDifferences: boolean,
): Promise<KnownGeneration | undefined> => {
  const reference = known.findLast(
    ({ state, projection, position }) => state === 'live' && projection.version <= version && position !== undefined,
  );
  if (reference === undefined) return undefined;
  return acceptDifferences && (await isBeyondLog(deps, reference)) ? undefined : reference;
};

const isOf =
  ({ version }: Projection, state: KnownGeneration['state']) =>
  (known: KnownGeneration): boolean =>
    known.projection.version === version && known.state === state;

const dropUnfinished = async ({ generations }: RebuildDeps, projection: Projection): Promise<void> => {
  const unfinished = (await generations.list(projection.name)).find(isOf(projection, 'building'));
  if (unfinished !== undefined && (await generations.discard(unfinished)) === 'in use')
    throw new Error(
      `another process works on ${generationName(unfinished)}: a rebuild of ${projection.name} is running`,
    );
};

/**
 * Folds the log from its start into tables of their own beside the live ones, compares both row by row, and lets queries
 * see the new ones in one transaction. What they saw before is kept until the next time. No reactor has a part in it. Run
 * again after a crash, it goes on where it stood. Rejects where another process rebuilds the same read model, where an
 * event cannot be folded and the policy is to stop, and with the signal's reason.
 */
export const rebuild = async (
  deps: RebuildDeps,
  projection: Projection,
  { acceptDifferences, afresh, signal }: RebuildOptions,
): Promise<Rebuilt> => {
  const { store, generations, report } = deps;
  await store.prepare([]);
  if (afresh) await dropUnfinished(deps, projection);
  const generation = await generations.begin(projection, 'building');
  const holder = randomUUID();
  return holding(generations, generation, holder, signal, async (held): Promise<Rebuilt> => {
    const known = await generations.list(projection.name);
    const from = known.find((one) => generationName(one) === generationName(generation))?.position;
    report({ _tag: 'Began', generation, from });
    const reference = await referenceFor(deps, known, projection, acceptDifferences);
    const [parity] =
      reference === undefined ? [] : await compareWithLive(deps, [{ generation, holder, reference }], held);
    const isWanted = parity === undefined || acceptDifferences || isEqual(parity);
    if (isWanted) {
      await goLive(deps, generation, holder, held);
      for (const older of known.filter(isOf(projection, 'retired'))) await generations.discard(older);
    }
    const parked = await store.parked(generationName(generation));
    return { generation, outcome: isWanted ? 'live' : 'different', parity, parked };
  });
};

/** Lets queries see again what they saw before the last rebuild, once that has caught up with the log. */
export const rollBack = async (deps: RebuildDeps, projection: Projection, signal: AbortSignal): Promise<Generation> => {
  const { store, generations } = deps;
  await store.prepare([]);
  const before = (await generations.list(projection.name)).findLast(isOf(projection, 'retired'));
  if (before === undefined) throw new Error(`${projection.name} has no generation to go back to`);
  const generation = { projection, number: before.number };
  const holder = randomUUID();
  await holding(generations, generation, holder, signal, async (held) => {
    deps.report({ _tag: 'Began', generation, from: before.position });
    await goLive(deps, generation, holder, held);
  });
  return generation;
};

/** Drops what queries of this version do not see: what was live, what is unfinished, and the versions before. */
export const discardOthers = async (
  { store, generations }: RebuildDeps,
  projection: Projection,
): Promise<ReadonlyArray<{ readonly generation: KnownGeneration; readonly outcome: 'discarded' | 'in use' }>> => {
  await store.prepare([]);
  const others = (await generations.list(projection.name)).filter(
    (known) =>
      known.projection.version < projection.version ||
      (known.projection.version === projection.version && known.state !== 'live'),
  );
  const outcomes = [];
  for (const generation of others) outcomes.push({ generation, outcome: await generations.discard(generation) });
  return outcomes;
};
