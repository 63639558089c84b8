import type { FeedState } from '../../application/ports/feed-states.js';
import type { Deliveries } from '../../application/ports/receipts.js';
import type { ReadSide } from '../deps.js';

/** What is known of all connections beside what is kept of each. */
export type ToldOfConnections = {
  readonly at: Date;
  readonly notUnderstood: Readonly<Record<string, number>>;
  readonly deliveries: ReadonlyArray<Deliveries>;
  readonly feeds: ReadonlyArray<FeedState>;
};

export const toldOfConnections = async ({
  receipts,
  feedStates,
  clock,
}: Pick<ReadSide, 'receipts' | 'feedStates' | 'clock'>): Promise<ToldOfConnections> => {
  const [notUnderstood, deliveries, feeds] = await Promise.all([
    receipts.notUnderstood(),
    receipts.deliveries(),
    feedStates.states(),
  ]);
  return { at: new Date(clock()), notUnderstood, deliveries, feeds };
};
