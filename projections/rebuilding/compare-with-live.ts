import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { isBefore, laterOf, type Position } from '../../application/position.js';
import { pause } from '../following/backoff.js';
import type { FailurePolicy } from '../following/failure-policy.js';
import { type Generation, type GenerationId, generationName } from '../generation.js';
import type { GenerationStore, KnownGeneration, ReadSnapshot } from '../generation-store.js';
import { partitionOf } from '../partitions.js';
import type { PartitionCheckpoint, ReadStore } from '../read-store.js';
import { keyText } from '../table.js';
import { type EventsOfRow, eventsOfRow } from './events-of-row.js';
import { type Folding, foldUpTo, type Goal } from './fold-up-to.js';
import { compareGenerations, type RowDifference, type TableParity } from './parity.js';
import type { RebuildReport } from './rebuild-report.js';

export type RebuildDeps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll' | 'readStreamFrom' | 'readHead'>;
  readonly store: ReadStore;
  readonly generations: GenerationStore;
  /** What the live read models do about an event that fails, so that both do the same. */
  readonly policy: FailurePolicy;
  readonly report: (report: RebuildReport) => void;
  /** How many events are folded at once, about. */
  readonly portion?: number;
};

/** A generation that this process holds, and the live one that it is compared with. */
export type Candidate = {
  readonly generation: Generation;
  readonly holder: string;
  readonly reference: KnownGeneration;
};

export type Parity = {
  readonly reference: GenerationId;
  readonly tables: ReadonlyArray<TableParity>;
  /** The first row that differs without having been declared to, and the events it comes from. */
  readonly first?: { readonly table: string; readonly row: RowDifference; readonly events: EventsOfRow };
};

/** A round so short leaves little to fold while the snapshot is held. */
const SHORT_MS = 1_000;
const LOOK_MS = 500;
const PATIENCE_MS = 60_000;

export const isEqual = ({ tables }: Parity): boolean => tables.every(({ differentRows }) => differentRows === 0);

/** The last place of the log; `undefined` while it is empty. Rejects with `LogUnavailable`. */
export const headOf = async ({ readHead }: Pick<EventStore, 'readHead'>): Promise<Position | undefined> => {
  const head = await readHead()();
  if (E.isLeft(head)) throw head.left;
  return head.right;
};

export const foldingOf = ({ generations, report, ...deps }: RebuildDeps, head: Position): Folding => ({
  ...deps,
  report,
  onFolded: (events, position) => report({ _tag: 'Folded', events, position, head }),
});

const goalsOf = (
  { generation, holder }: Pick<Candidate, 'generation' | 'holder'>,
  checkpoints: ReadonlyArray<PartitionCheckpoint>,
): ReadonlyArray<Goal> =>
  checkpoints.flatMap(({ partition, position }) =>
    position === undefined ? [] : [{ generation, holder, partition, until: position }],
  );

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

/** Whether a read model has seen what the log does not hold: it was folded from another one. */
export const isBeyondLog = async (
  { eventStore, store }: Pick<RebuildDeps, 'eventStore' | 'store'>,
  live: GenerationId,
): Promise<boolean> => {
  const checkpoints = await store.checkpoints(generationName(live));
  const head = await headOf(eventStore);
  return checkpoints.some(({ position }) => isBefore(head, position));
};

const latestOf = (goals: ReadonlyArray<Goal>): Position | undefined =>
  goals.reduce<Position | undefined>((latest, { until }) => laterOf(latest, until), undefined);

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

const firstDifference = async (
  deps: RebuildDeps,
  { generation, reference }: Candidate,
  { live, rebuilt }: { readonly live: ReadSnapshot; readonly rebuilt: ReadSnapshot },
  tables: ReadonlyArray<TableParity>,
  goals: ReadonlyArray<Goal>,
  signal: AbortSignal,
): Promise<Parity['first']> => {
  const { projection } = generation;
  const differing = tables.find(({ differences }) => differences.length > 0);
  const [row] = differing?.differences ?? [];
  const isRollup = differing?.table === projection.rollup?.table.name;
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
