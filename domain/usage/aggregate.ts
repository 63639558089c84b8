import type { Aggregate } from '../decider.js';
import type { UsageCommand } from './commands.js';
import { decide } from './decide.js';
import type { UsageRefusal } from './errors.js';
import type { UsageEvent } from './events.js';
import { evolve, initialUsage, type UsageState } from './state.js';
import { usageStream } from './stream.js';

export const usageAggregate: Aggregate<UsageCommand, UsageState, UsageEvent, UsageRefusal> = {
  category: 'usage',
  streamOf: ({ type, data }) =>
    usageStream(data.accountId, type === 'RecordUsage' ? data.window.start : data.occurredAt),
  initialState: initialUsage,
  decide,
  evolve,
};
