import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { streamDeleted } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { makeCheckpoints } from './checkpoints.js';
import { allAfter, streamAfter } from './cursors.js';
import type { Outlet } from './outlet.js';
import type { ReadRequest } from './read-request.js';
import { caughtUp, checkpoint, confirmation, eventResponse } from './read-responses.js';

const PAGE = 128;

/**
 * One cursor over the committed log, woken by commits, for history and live events alike: with no second source there is
 * nothing between the two that could be lost or come twice.
 */
export const subscribe = async (log: EventLog, outlet: Outlet, request: ReadRequest): Promise<void> => {
  const { source, filter } = request;
  const cursor = source._tag === 'All' ? allAfter(log, source.from) : streamAfter(log, source.streamName, source.from);
  const checkpoints = makeCheckpoints(filter?.checkpointInterval);
  const deletedStream = () =>
    source._tag === 'Stream' && log.findStream(source.streamName).tombstoned ? source.streamName : undefined;
  const send = async (message: Uint8Array) => {
    const full = outlet.send(message);
    if (full !== undefined) await full;
  };

  const stopListening = log.onCommit(outlet.wake);
  try {
    await send(confirmation(randomUUID()));
    let behind = true;
    while (outlet.isOpen()) {
      const deleted = deletedStream();
      if (deleted !== undefined) return outlet.fail(streamDeleted(deleted));
      const page = cursor(PAGE);
      for (const event of page) {
        if (!outlet.isOpen()) return;
        if (filter === undefined || filter.matches(event)) {
          const full = outlet.send(eventResponse(log, event, request));
          if (full !== undefined) await full;
        }
        const due = checkpoints.considered(event.position);
        if (due !== undefined) await send(checkpoint(due));
      }
      if (page.length === PAGE) {
        behind = true;
        await nextTurn();
      } else if (page.length === 0 && behind) {
        behind = false;
        const last = checkpoints.last();
        if (last !== undefined) await send(checkpoint(last));
        await send(caughtUp());
      } else if (page.length === 0) {
        await outlet.wait();
      }
    }
  } finally {
    stopListening();
  }
};
