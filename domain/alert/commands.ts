import * as t from 'io-ts';
import { commandTo, message } from '../event.js';
import { NonEmptyString, Timestamp } from '../primitives.js';
import * as events from './events.js';

/** What the rule waits for is not so any more at the account; `alerts` is what its alerts' ids begin with. */
const ClearAlertCondition = message('ClearAlertCondition', { alerts: NonEmptyString, occurredAt: Timestamp });

export const AlertCommand = t.union(
  [
    commandTo('OpenAlert', events.AlertOpened),
    commandTo('AcknowledgeAlert', events.AlertAcknowledged),
    commandTo('ResolveAlert', events.AlertResolved),
    commandTo('EscalateAlert', events.AlertEscalated),
    commandTo('RecordNoticeDelivered', events.AlertNoticeDelivered),
    commandTo('RecordNoticeFailed', events.AlertNoticeFailed),
    ClearAlertCondition,
  ],
  'AlertCommand',
);
export type AlertCommand = t.TypeOf<typeof AlertCommand>;
