import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import { isBefore, type Position } from '../../application/position.js';
import type { FailurePolicy } from '../following/failure-policy.js';
import { type Generation, type GenerationId, generationName } from '../generation.js';
import type { GenerationStore, KnownGeneration } from '../generation-store.js';
import type { ReadStore } from '../read-store.js';
import type { Folding } from './fold-up-to.js';
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

/** The last place of the log; `undefined` while it is empty. Rejects with `LogUnavailable`. */
export const headOf = async ({ readHead }: Pick<EventStore, 'readHead'>): Promise<Position | undefined> => {
  const head = await readHead()();
  if (E.isLeft(head)) throw head.left;
  return head.right;
};

/** Folds as a rebuild does, and reports after each portion how far it came on the way to `head`. */
export const foldingOf = ({ generations, report, ...deps }: RebuildDeps, head: Position): Folding => ({
  ...deps,
  report,
  onFolded: (events, position) => report({ _tag: 'Folded', events, position, head }),
});

/** Whether a read model has seen what the log does not hold: it was folded from another one. */
export const isBeyondLog = async (
  { eventStore, store }: Pick<RebuildDeps, 'eventStore' | 'store'>,
  live: GenerationId,
): Promise<boolean> => {
  const checkpoints = await store.checkpoints(generationName(live));
  const head = await headOf(eventStore);
  return checkpoints.some(({ position }) => isBefore(head, position));
};
