import type { FeatureDefinition } from '../definition.js';
import { change, countedOver, level, meanOf, ratio } from '../read-history.js';
import { numeric } from './declare.js';

export const supportFeatures: ReadonlyArray<FeatureDefinition> = [
  numeric({
    ...{ name: 'tickets_opened_28d', window: 28, nullRule: 'never', of: countedOver('tickets_opened', 28) },
    description: 'cases opened in 28 days',
  }),
  numeric({
    ...{ name: 'tickets_opened_change', window: 182, nullRule: 'no-basis' },
    of: (account) => {
      const recent = countedOver('tickets_opened', 91)(account);
      return change(countedOver('tickets_opened', 182)(account) - recent, recent);
    },
    description: 'cases opened in 91 days against the 91 before, from -1 to 1',
  }),
  numeric({
    ...{ name: 'open_tickets', window: null, nullRule: 'never', of: (account) => level('open_tickets')(account) ?? 0 },
    description: 'cases being worked on',
  }),
  numeric({
    ...{ name: 'ticket_load_per_ten_seats', window: 28, nullRule: 'no-basis' },
    of: (account) => {
      const load = ratio(countedOver('tickets_opened', 28)(account), level('seats')(account));
      return load === null ? null : load * 10;
    },
    description: 'cases opened in 28 days, for every ten seats',
  }),
  numeric({
    ...{ name: 'severe_tickets_91d', window: 91, nullRule: 'never', of: countedOver('tickets_severe', 91) },
    description: 'cases that were given a high or urgent priority in 91 days',
  }),
  numeric({
    ...{ name: 'tickets_reopened_91d', window: 91, nullRule: 'never', of: countedOver('tickets_reopened', 91) },
    description: 'cases opened again in 91 days',
  }),
  numeric({
    ...{ name: 'sla_breaches_91d', window: 91, nullRule: 'never', of: countedOver('sla_breaches', 91) },
    description: 'promises to the customer that were not kept in 91 days',
  }),
  numeric({
    ...{ name: 'resolution_hours_91d', window: 91, nullRule: 'no-basis', of: meanOf('resolution_hours', 91) },
    description: 'hours from opening to solution, on average over what was solved in 91 days',
  }),
  numeric({
    ...{ name: 'first_reply_hours_91d', window: 91, nullRule: 'no-basis', of: meanOf('first_reply_hours', 91) },
    description: 'hours from opening to the first reply, on average over 91 days',
  }),
  numeric({
    ...{ name: 'csat_91d', window: 91, nullRule: 'no-basis', of: meanOf('csat', 91) },
    description: 'mean satisfaction of 91 days, 0 to 1',
  }),
  numeric({
    ...{ name: 'csat_365d', window: 365, nullRule: 'no-basis', of: meanOf('csat', 365) },
    description: 'mean satisfaction of 365 days, 0 to 1',
  }),
];
