import { pause } from '../following/backoff.js';
import { type GenerationId, generationName } from '../generation.js';
import type { GenerationStore } from '../generation-store.js';
import { isStoreUnavailable } from '../read-store.js';

const LOOK_MS = 500;
const BEAT_MS = 1_000;

const take = async (
  generations: GenerationStore,
  generation: GenerationId,
  holder: string,
  signal: AbortSignal,
): Promise<void> => {
  const name = generationName(generation);
  for (let seen: Date | undefined; ; ) {
    const hold = await generations.hold(generation, holder);
    if (hold._tag === 'Held') return;
    if (hold._tag === 'Gone') throw new Error(`${name} went live, or was dropped, meanwhile`);
    if (seen !== undefined && seen.getTime() !== hold.seenAt.getTime())
      throw new Error(`another process works on ${name}: a rebuild of ${generation.projection.name} is running`);
    seen = hold.seenAt;
    await pause(LOOK_MS, signal);
    signal.throwIfAborted();
  }
};

const keep = async (
  generations: GenerationStore,
  generation: GenerationId,
  holder: string,
  ended: AbortSignal,
): Promise<void> => {
  for (;;) {
    await pause(BEAT_MS, ended);
    if (ended.aborted) return;
    try {
      const { _tag } = await generations.hold(generation, holder);
      if (_tag !== 'Held') throw new Error(`${generationName(generation)} was taken over by another process`);
    } catch (error) {
      if (!isStoreUnavailable(error)) throw error;
    }
  }
};

/**
 * Does work on a generation that is not live, which no other process does meanwhile. Where its last holder is not heard
 * of any more, waits until it is sure to be dead; rejects where it is alive. The signal handed on also aborts once the
 * generation is lost.
 */
export const holding = async <A>(
  generations: GenerationStore,
  generation: GenerationId,
  holder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<A>,
): Promise<A> => {
  await take(generations, generation, holder, signal);
  const lost = new AbortController();
  const ended = new AbortController();
  const keeping = keep(generations, generation, holder, ended.signal).catch((error: unknown) => lost.abort(error));
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    ended.abort();
    await keeping;
    await generations.release(generation, holder).catch((error: unknown) => {
      if (!isStoreUnavailable(error)) throw error;
    });
  }
};
