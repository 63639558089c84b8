import type { Aggregate } from '../decider.js';
import type { SegmentCommand } from './commands.js';
import { decide } from './decide.js';
import type { SegmentRefusal } from './errors.js';
import type { SegmentEvent } from './events.js';
import { evolve, initialSegment, type SegmentState } from './state.js';
import { segmentStream } from './stream.js';

export const segmentAggregate: Aggregate<SegmentCommand, SegmentState, SegmentEvent, SegmentRefusal> = {
  category: 'segment',
  streamOf: ({ data }) => segmentStream(data.name),
  initialState: initialSegment,
  decide,
  evolve,
};
