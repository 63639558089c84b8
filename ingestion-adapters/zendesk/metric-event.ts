import { notUnderstood, type Said } from '../translation.js';
import type { MetricEvent } from './payload.js';
import { said } from './said.js';
import { breached, breachWithdrawn, replied, type TicketContext } from './ticket.js';

const STEPS = new Set([
  'activate',
  'pause',
  'fulfill',
  'measure',
  'update_status',
  'apply_sla',
  'apply_group_sla',
  'update_group_status',
]);

/** The first time `reply_time` is fulfilled is the first reply; a breach that is marked deleted is one that did not come. */
export const metricEventRow = (
  { metric, type, time, instance_id, deleted }: MetricEvent,
  context: TicketContext,
): Said => {
  if (type === 'breach') {
    return said(deleted === true ? breachWithdrawn(context, metric, time) : breached(context, metric, time));
  }
  const isFirstReply = metric === 'reply_time' && type === 'fulfill' && (instance_id ?? 1) === 1;
  if (isFirstReply) return said(replied(context, time));
  return STEPS.has(type) ? said() : notUnderstood(`metric event ${type}`);
};
