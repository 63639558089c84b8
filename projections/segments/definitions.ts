import type { SegmentEvent } from '../../domain/segment/events.js';
import { evolve, initialSegment, type SegmentState } from '../../domain/segment/state.js';
import type { Fold } from '../fold.js';
import { segments } from './table.js';

export const definitions: Fold<SegmentState, SegmentEvent> = {
  table: segments,
  handles: ['SegmentDefined', 'SegmentRedefined', 'SegmentRetired'],
  keysOf: ({ event }) => [[event.data.name]],
  evolve: (held = initialSegment, { event }) => evolve(held, event),
  toCells: (state) => [state],
  fromCells: ([state]) => state as SegmentState,
};
