import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import * as E from 'fp-ts/lib/Either.js';
import type { Access } from '../access/access.js';
import { internalError, streamDeleted } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { isSoftDeleted } from '../stream-metadata.js';
import { allBackwards, allForwards, type Cursor, streamBackwards, streamForwards } from './cursors.js';
import { type Outlet, openOutlet } from './outlet.js';
import type { PagePool } from './page-pool.js';
import { makePages } from './pages.js';
import { type ReadRequest, readRequestOf } from './read-request.js';
import { eventResponse, streamNotFound } from './read-responses.js';
import { subscribe } from './subscribe.js';

const PAGE = 128;
const ALL = '$all';

/** Reads and subscriptions are one method of the protocol. */
export const read =
  (log: EventLog, access: Access, pool: PagePool, stop: AbortSignal): handleServerStreamingCall<ReadReq, Uint8Array> =>
  async (call) => {
    const outlet = openOutlet(call, stop);
    try {
      const request = readRequestOf(call.request);
      if (E.isLeft(request)) return outlet.fail(request.left);
      const { source } = request.right;
      const mayRead = access.mayRead(source._tag === 'All' ? ALL : source.streamName);
      const permitted = await access.authorize(call.metadata, mayRead);
      if (E.isLeft(permitted)) return outlet.fail(permitted.left);
      if (request.right.count === undefined) await subscribe(log, pool, outlet, request.right);
      else await readCount(log, pool, outlet, request.right, request.right.count);
    } catch (error) {
      outlet.fail(internalError(error));
    }
  };

const readCount = async (
  log: EventLog,
  pool: PagePool,
  outlet: Outlet,
  request: ReadRequest,
  count: number,
): Promise<void> => {
  const { source } = request;
  if (source._tag === 'Stream') {
    const { tombstoned, lastRevision, metadata } = log.findStream(source.streamName);
    if (tombstoned) return outlet.fail(streamDeleted(source.streamName));
    if (lastRevision < 0 || isSoftDeleted(metadata)) {
      outlet.send(streamNotFound(source.streamName));
      return outlet.end();
    }
  }
  const pages = makePages(cursorOf(log, request), pool);
  let remaining = count;
  /** Sends as much of the next page as the reader takes at once, and keeps none of it while the reader is waited for. */
  const advance = (): Promise<void> | 'done' | undefined => {
    const page = pages.next(request.filter === undefined ? Math.min(PAGE, remaining) : PAGE);
    if (page.length === 0) return 'done';
    for (const [index, event] of page.entries()) {
      if (request.filter?.matches(event) === false) continue;
      remaining -= 1;
      const full = outlet.send(eventResponse(log, event, request));
      if (remaining === 0) return 'done';
      if (full !== undefined) {
        pages.putBack(event, page.slice(index + 1));
        return full;
      }
    }
    return undefined;
  };
  while (remaining > 0 && outlet.isOpen()) {
    const advanced = advance();
    if (advanced === 'done') break;
    await (advanced ?? nextTurn());
  }
  pages.close();
  outlet.end();
};

const cursorOf = (log: EventLog, { source, direction }: ReadRequest): Cursor => {
  if (source._tag === 'All') return (direction === 'forwards' ? allForwards : allBackwards)(log, source.from);
  return (direction === 'forwards' ? streamForwards : streamBackwards)(log, source.streamName, source.from);
};
