import type { DomainEvent } from '../domain/catalogue.js';
import type { Decider } from '../domain/decider.js';
import type { RecordedEvent } from './ports/event-store.js';

/** What a stream has come to, up to its last event. */
export type StreamSoFar<State> = {
  readonly last: Pick<RecordedEvent, 'id' | 'revision' | 'position'> | undefined;
  readonly state: State;
  /** Of all its events. */
  readonly ids: ReadonlySet<string>;
};

export const nothingSoFar = <State>(initialState: State): StreamSoFar<State> => ({
  last: undefined,
  state: initialState,
  ids: new Set(),
});

/** With the events that came after it. */
export const foldOnto = <Command, State, Event extends DomainEvent, Refusal>(
  { evolve }: Decider<Command, State, Event, Refusal>,
  soFar: StreamSoFar<State>,
  events: ReadonlyArray<RecordedEvent>,
): StreamSoFar<State> => {
  const last = events.at(-1);
  if (last === undefined) return soFar;
  return {
    last: { id: last.id, revision: last.revision, position: last.position },
    state: events.reduce((state, { event }) => evolve(state, event as Event), soFar.state),
    ids: new Set([...soFar.ids, ...events.map(({ id }) => id)]),
  };
};
