import { isUndecodable, type LogBatch, type RecordedEvent } from '../../application/ports/event-store.js';
import { comparePositions, type Position } from '../../application/position.js';
import { type FailedEvent, unreadable } from '../folding/failed-event.js';
import { concerns } from '../following/log-reader.js';
import type { Parked } from './parked-stream.js';

type Reader = { readonly handles: ReadonlySet<string>; readonly leftOut: Parked; readonly partition: number };

/** The events of a parked stream, up to a position, that a reactor has to be given, and the first that it cannot read. */
export const waitingEvents = (
  { handles, leftOut, partition }: Reader,
  stream: LogBatch['events'],
  until: Position,
): { readonly events: ReadonlyArray<RecordedEvent>; readonly failed?: FailedEvent } => {
  const events: Array<RecordedEvent> = [];
  for (const event of stream) {
    if (comparePositions(event.position, until) > 0) break;
    if (leftOut.leavesOut(event, partition)) continue;
    if (!isUndecodable(event)) {
      if (handles.has(event.event.type)) events.push(event);
    } else if (concerns(handles, event)) return { events, failed: unreadable(event) };
  }
  return { events };
};
