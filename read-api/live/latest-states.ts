import { comparePositions, positionFromText } from '../../application/position.js';
import type { Freshness } from '../answers/freshness.js';

export type State = { readonly freshness: Freshness };

const isOlder = (a: State, b: State): boolean => {
  const before = positionFromText(a.freshness.position ?? '');
  const after = positionFromText(b.freshness.position ?? '');
  if (after === undefined) return false;
  return before === undefined || comparePositions(before, after) < 0;
};

export type LatestStates<S extends State> = AsyncIterableIterator<S, undefined> & {
  readonly put: (state: S) => void;
  readonly fail: (error: Error) => void;
};

/**
 * What a subscriber has yet to be told: the newest state of each thing that has a key, so that a slow one holds at most one
 * state of it. Not an async generator: `return()` of one that awaits the next state would wait with it, for ever.
 */
export const latestStates = <S extends State>(keyOf: (state: S) => string, onEnd: () => void): LatestStates<S> => {
  const waiting = new Map<string, S>();
  let told: S | undefined;
  let failure: Error | undefined;
  let ended = false;
  let wake = (): void => {};

  const end = (): void => {
    if (ended) return;
    ended = true;
    waiting.clear();
    onEnd();
    wake();
  };

  const take = (): S | undefined => {
    for (const [key, state] of waiting) {
      waiting.delete(key);
      told = state;
      return state;
    }
    return undefined;
  };

  const states: LatestStates<S> = {
    put: (state) => {
      const key = keyOf(state);
      const newest = waiting.get(key) ?? (told !== undefined && keyOf(told) === key ? told : undefined);
      if (ended || (newest !== undefined && isOlder(state, newest))) return;
      waiting.set(key, state);
      wake();
    },
    fail: (error) => {
      failure = error;
      end();
    },
    next: async () => {
      for (;;) {
        const state = take();
        if (state !== undefined) return { done: false, value: state };
        if (failure !== undefined) throw failure;
        if (ended) return { done: true, value: undefined };
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    return: async () => {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => states,
  };
  return states;
};
