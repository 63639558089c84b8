import fc from 'fast-check';
import type * as t from 'io-ts';
import { expect } from 'vitest';
import type { Decider } from '../../domain/decider.js';
import { arbitraryOf } from './arbitrary-of.js';

/** The law of the deciders: any order of the same facts, with any repetition, folds to the same state. */
export const foldsTheSameInAnyOrder = <State, Event>(
  codec: t.Type<Event, unknown, unknown>,
  { initialState, evolve }: Pick<Decider<never, State, Event, unknown>, 'initialState' | 'evolve'>,
): void => {
  const facts = fc.array(arbitraryOf(codec), { minLength: 1, maxLength: 12 });
  const shuffledWithRepeats = facts.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc
        .tuple(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.array(fc.constantFrom(...events), { maxLength: 6 }),
        )
        .map(([all, again]) => [...all, ...again]),
    ),
  );
  fc.assert(
    fc.property(shuffledWithRepeats, ([events, arrived]) => {
      expect(arrived.reduce(evolve, initialState)).toEqual(events.reduce(evolve, initialState));
    }),
    { seed: 2026 },
  );
};
