import type { Aggregate } from '../decider.js';
import type { MappingCommand } from './commands.js';
import { decide } from './decide.js';
import type { MappingEvent } from './events.js';
import { evolve, initialMapping, type MappingState } from './state.js';
import { mappingStream } from './stream.js';

export const mappingAggregate: Aggregate<MappingCommand, MappingState, MappingEvent, never> = {
  category: 'mapping',
  streamOf: ({ data }) => mappingStream(data.source, data.connection),
  initialState: initialMapping,
  decide,
  evolve,
};
