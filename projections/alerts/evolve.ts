import type { AlertEvent } from '../../domain/alert/events.js';
import { nextDue } from '../../domain/alert/notices.js';
import { type AlertState, evolveAlert, initialAlert, statusOf, stillHolds } from '../../domain/alert/state.js';
import type { AlertRuleEvent } from '../../domain/alert-rule/events.js';
import { type AlertRuleState, evolve as evolveRule, initialAlertRule } from '../../domain/alert-rule/state.js';
import type { Fold } from '../fold.js';
import type { Projection } from '../projection.js';
import { alertRules, alerts } from './table.js';

const alertFold: Fold<AlertState, AlertEvent> = {
  table: alerts,
  handles: [
    'AlertOpened',
    'AlertAcknowledged',
    'AlertResolved',
    'AlertEscalated',
    'AlertNoticeDelivered',
    'AlertNoticeFailed',
  ],
  keysOf: ({ event }) => [[event.data.alertId]],
  evolve: (held = initialAlert, { event }) => evolveAlert(held, event),
  toCells: (held) => {
    const opened = held.opened?.value;
    if (opened === undefined) return [held, null, null, null, null, null, false];
    const { ruleId, accountId, occurredAt } = opened;
    return [held, ruleId, accountId, statusOf(held), occurredAt, nextDue(held) ?? null, stillHolds(held)];
  },
  fromCells: ([state]) => ({ ...initialAlert, ...(state as Partial<AlertState>) }),
};

const ruleFold: Fold<AlertRuleState, AlertRuleEvent> = {
  table: alertRules,
  handles: ['AlertRuleSaved', 'AlertRulePaused', 'AlertRuleResumed'],
  keysOf: ({ event }) => [[event.data.ruleId]],
  evolve: (held = initialAlertRule, { event }) => evolveRule(held, event),
  toCells: (held) => [held, held.saved?.value.name ?? null],
  fromCells: ([state]) => ({ ...initialAlertRule, ...(state as Partial<AlertRuleState>) }),
};

/** What alerts are to be made of, those there are, and whom they still have to be told to. */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 1,
  folds: [alertFold, ruleFold],
  noticeKey: (table, [id]) => (table === alerts.name ? id : undefined),
};
