import * as t from 'io-ts';
import { message } from '../event.js';
import { AccountId } from '../ids.js';
import { Count, NonEmptyString, nullable, oneOf, Quantity, Timestamp } from '../primitives.js';

/** `events`: things done; `active_users`: distinct people who did something. */
export const UsageMetric = oneOf('events', 'active_users');
export type UsageMetric = t.TypeOf<typeof UsageMetric>;

/** Half-open `[start, end)`, in UTC. */
export const Window = t.strict({ start: Timestamp, end: Timestamp }, 'Window');
export type Window = t.TypeOf<typeof Window>;

const usage = { accountId: AccountId, occurredAt: Timestamp };

/** What one delivery added to a window. Quantities of the same account, metric, feature and window add up. */
export const UsageRecorded = message('UsageRecorded', {
  ...usage,
  metric: UsageMetric,
  feature: nullable(NonEmptyString),
  window: Window,
  quantity: Quantity,
});
export const SeatsChanged = message('SeatsChanged', { ...usage, seats: Count });
export const FeatureAdopted = message('FeatureAdopted', { ...usage, feature: NonEmptyString });

export const UsageEvent = t.union([UsageRecorded, SeatsChanged, FeatureAdopted], 'UsageEvent');
export type UsageEvent = t.TypeOf<typeof UsageEvent>;
