import type { SubscribeToAll } from '../../application/ports/event-store.js';
import type { Envelope } from '../envelope/envelope.js';
import { logUnavailable } from './log-unavailable.js';
import type { SubscribeToStored } from './subscribe-to-stored.js';

/** Decodes what a subscription brings. Keys that cannot be fetched count as a log that does not answer, never as erasure. */
export const subscribeBy = (subscribeToStored: SubscribeToStored, { decode }: Envelope): SubscribeToAll =>
  async function* (options) {
    for await (const { events, position, caughtUp } of subscribeToStored(options)) {
      const decoded = await decode(events).catch((error: unknown) => {
        throw logUnavailable(error);
      });
      yield { events: decoded, position, caughtUp };
    }
  };
