import type { Aggregate } from '../decider.js';
import type { AlertCommand } from './commands.js';
import { decide } from './decide.js';
import type { AlertRefusal } from './errors.js';
import type { AlertEvent } from './events.js';
import { type AlertsState, evolve } from './state.js';
import { alertStream, sharedPartOf } from './stream.js';

/**
 * The alerts of one rule and account. They share a stream, so that it is decided there that what is so already is not told
 * again: an anomaly opens one alert for ever, a condition one until it has ended.
 */
export const alertAggregate: Aggregate<AlertCommand, AlertsState, AlertEvent, AlertRefusal> = {
  category: 'alert',
  streamOf: ({ data }) => alertStream('alerts' in data ? data.alerts : sharedPartOf(data.alertId)),
  initialState: {},
  decide,
  evolve,
};
