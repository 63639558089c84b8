import type { RecordedEvent } from '../../application/ports/event-store.js';
import { AlertEvent } from '../../domain/alert/events.js';
import { type AlertState, evolveAlert, initialAlert } from '../../domain/alert/state.js';
import { AlertRuleEvent } from '../../domain/alert-rule/events.js';
import { type AlertRuleState, evolve, initialAlertRule } from '../../domain/alert-rule/state.js';
import { type AlertQueries, alertOf, alertRuleOf } from '../../projections/alerts/answers.js';
import { freshAt } from './fresh.js';

/** Answers as the read model of alerts would, once it has read this log. */
export const alertsOf = (log: () => ReadonlyArray<RecordedEvent>, position: () => string): AlertQueries => {
  const all = () => {
    const states = new Map<string, AlertState>();
    for (const { event } of log()) {
      if (!AlertEvent.is(event)) continue;
      const { alertId } = event.data;
      states.set(alertId, evolveAlert(states.get(alertId) ?? initialAlert, event));
    }
    return [...states.values()].flatMap(alertOf);
  };
  const rules = () => {
    const states = new Map<string, AlertRuleState>();
    for (const { event } of log()) {
      if (!AlertRuleEvent.is(event)) continue;
      const { ruleId } = event.data;
      states.set(ruleId, evolve(states.get(ruleId) ?? initialAlertRule, event));
    }
    return [...states].flatMap(([ruleId, state]) => alertRuleOf(ruleId, state));
  };
  const freshness = () => freshAt('alerts', position());
  return {
    list: async ({ accountIds, status: wanted, ruleId: of }, { limit, after }) => ({
      items: all()
        .filter(
          ({ accountId, status, ruleId }) =>
            (accountIds?.includes(accountId) ?? true) && status === (wanted ?? status) && ruleId === (of ?? ruleId),
        )
        .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || a.alertId.localeCompare(b.alertId))
        .filter(
          ({ openedAt, alertId }) =>
            after === undefined ||
            openedAt < after.openedAt ||
            (openedAt === after.openedAt && alertId > after.alertId),
        )
        .slice(0, limit),
      freshness: freshness(),
    }),
    find: async (id) => ({ alert: all().find(({ alertId }) => alertId === id), freshness: freshness() }),
    rules: async () => ({ items: rules(), freshness: freshness() }),
  };
};
