import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { streamDeleted } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { makeCheckpoints } from './checkpoints.js';
import { allAfter, streamAfter } from './cursors.js';
import type { Outlet } from './outlet.js';
import type { PagePool } from './page-pool.js';
import { makePages } from './pages.js';
import type { ReadRequest } from './read-request.js';
import { caughtUp, checkpoint, confirmation, eventResponse } from './read-responses.js';

const PAGE = 128;

/**
 * One cursor over the committed log, woken by commits, for history and live events alike: with no second source there is
 * nothing between the two that could be lost or come twice.
 */
export const subscribe = async (log: EventLog, pool: PagePool, outlet: Outlet, request: ReadRequest): Promise<void> => {
  const { source, filter } = request;
  const cursor = source._tag === 'All' ? allAfter(log, source.from) : streamAfter(log, source.streamName, source.from);
  const pages = makePages(cursor, pool);
  const checkpoints = makeCheckpoints(filter?.checkpointInterval);
  const deletedStream = () =>
    source._tag === 'Stream' && log.findStream(source.streamName).tombstoned ? source.streamName : undefined;
  const send = async (message: Uint8Array) => {
    const full = outlet.send(message);
    if (full !== undefined) await full;
  };
  /** Sends as much of the next page as the reader takes at once, and keeps none of it while the reader is waited for. */
  const advance = (): { readonly length: number; readonly full: Promise<void> | undefined } => {
    const page = pages.next(PAGE);
    const { length } = page;
    for (const [index, event] of page.entries()) {
      const matches = filter === undefined || filter.matches(event);
      const full = matches ? outlet.send(eventResponse(log, event, request)) : undefined;
      const due = checkpoints.considered(event.position);
      const stillFull = due === undefined ? full : outlet.send(checkpoint(due));
      if (stillFull !== undefined) {
        pages.putBack(event, page.slice(index + 1));
        return { length, full: stillFull };
      }
    }
    return { length, full: undefined };
  };

  const stopListening = log.onCommit(outlet.wake);
  try {
    await send(confirmation(randomUUID()));
    let behind = true;
    while (outlet.isOpen()) {
      const deleted = deletedStream();
      if (deleted !== undefined) return outlet.fail(streamDeleted(deleted));
      const { length, full } = advance();
      behind ||= length === PAGE;
      if (full !== undefined) {
        await full;
      } else if (length === PAGE) {
        await nextTurn();
      } else if (length === 0 && behind) {
        behind = false;
        const last = checkpoints.last();
        if (last !== undefined) await send(checkpoint(last));
        await send(caughtUp());
      } else if (length === 0) {
        await outlet.wait();
      }
    }
  } finally {
    stopListening();
    pages.close();
  }
};
