import { aggregateKeeping } from './commands.js';
import type { RecordedEvent } from './ports/event-store.js';

/** An event, and the state its stream folded to once it had happened. */
export type ReplayedEvent = { readonly recorded: RecordedEvent; readonly state: unknown };

/** Folds events of any streams, given in log order, one by one. */
export function* replay(events: Iterable<RecordedEvent>): Generator<ReplayedEvent> {
  const states = new Map<string, unknown>();
  for (const recorded of events) {
    const aggregate = aggregateKeeping(recorded.streamName);
    if (aggregate === undefined) continue;
    const before = states.has(recorded.streamName) ? states.get(recorded.streamName) : aggregate.initialState;
    const state = aggregate.evolve(before, recorded.event);
    states.set(recorded.streamName, state);
    yield { recorded, state };
  }
}
