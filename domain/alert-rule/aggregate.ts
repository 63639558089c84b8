import type { Aggregate } from '../decider.js';
import type { AlertRuleCommand } from './commands.js';
import { decide } from './decide.js';
import type { AlertRuleRefusal } from './errors.js';
import type { AlertRuleEvent } from './events.js';
import { type AlertRuleState, evolve, initialAlertRule } from './state.js';
import { alertRuleStream } from './stream.js';

/** What somebody wants to be told of, and how. Each saving is a version; the log has them all. */
export const alertRuleAggregate: Aggregate<AlertRuleCommand, AlertRuleState, AlertRuleEvent, AlertRuleRefusal> = {
  category: 'alertrule',
  streamOf: ({ data }) => alertRuleStream(data.ruleId),
  initialState: initialAlertRule,
  decide,
  evolve,
};
