import { type Either, right } from 'fp-ts/lib/Either.js';

/**
 * What an aggregate decides. `decide` returns the facts that follow from a command, none if there is nothing to do, or
 * why it is refused. `evolve` never fails and gives the same state in whatever order facts that carry their own
 * business time arrive.
 */
export type Decider<Command, State, Event, Refusal> = {
  readonly initialState: State;
  readonly decide: (command: Command, state: State) => Either<Refusal, ReadonlyArray<Event>>;
  readonly evolve: (state: State, event: Event) => State;
};

/** A decider and the name of the stream that keeps its events. */
export type Aggregate<Command, State, Event, Refusal> = Decider<Command, State, Event, Refusal> & {
  readonly category: string;
  readonly streamOf: (command: Command) => string;
};

/** The fact, or nothing if it is held already. */
export const unlessHeld = <Event>(held: boolean, fact: Event): Either<never, ReadonlyArray<Event>> =>
  right(held ? [] : [fact]);
