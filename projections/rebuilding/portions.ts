import type { LogBatch } from '../../application/ports/event-store.js';
import { comparePositions, type Position } from '../../application/position.js';

const upTo = (batch: LogBatch, until: Position): LogBatch => ({
  events: batch.events.filter(({ position }) => comparePositions(position, until) <= 0),
  position: until,
  caughtUp: false,
});

/**
 * What a subscription brings up to a place that the log has reached, in portions of about so many events; the last one
 * ends exactly there. Ends early where the subscription does.
 */
export async function* portionsUpTo(
  batches: AsyncIterable<LogBatch>,
  until: Position,
  enough: number,
): AsyncGenerator<LogBatch> {
  let gathered: Array<LogBatch['events']> = [];
  let held = 0;
  for await (const batch of batches) {
    const isLast = batch.caughtUp || comparePositions(batch.position, until) >= 0;
    const part = isLast ? upTo(batch, until) : batch;
    gathered.push(part.events);
    held += part.events.length;
    if (!isLast && held < enough) continue;
    yield { events: gathered.flat(), position: part.position, caughtUp: false };
    if (isLast) return;
    gathered = [];
    held = 0;
  }
}
