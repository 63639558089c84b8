import * as E from 'fp-ts/lib/Either.js';
import { expect } from 'vitest';
import type { Decider } from '../../domain/decider.js';

/** The life story of one aggregate: `given(events).when(command).then(events)`. */
export const givenDecider =
  <Command, State, Event, Refusal extends { readonly _tag: string }>(
    decider: Decider<Command, State, Event, Refusal>,
  ) =>
  (events: ReadonlyArray<Event>) => ({
    when: (command: Command) => {
      const decided = decider.decide(command, events.reduce(decider.evolve, decider.initialState));
      return {
        // biome-ignore lint/suspicious/noThenProperty: given, when, then; nobody awaits it
        then: (expected: ReadonlyArray<Event>) => expect(decided).toEqual(E.right(expected)),
        thenNothing: () => expect(decided).toEqual(E.right([])),
        thenRefused: (tag: Refusal['_tag']) => expect(decided).toEqual(E.left(expect.objectContaining({ _tag: tag }))),
      };
    },
  });
