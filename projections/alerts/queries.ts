import type { Knex } from 'knex';
import type { RulesInUse } from '../../application/ports/alert-rules.js';
import type { DueAlerts, HeldConditions } from '../../application/ports/open-alerts.js';
import { type AlertState, initialAlert } from '../../domain/alert/state.js';
import { type AlertRuleState, initialAlertRule } from '../../domain/alert-rule/state.js';
import type { AccountId, AlertId, AlertRuleId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';
import { ownProgress, readFreshness } from '../freshness.js';
import type { ReadProgress } from '../progress.js';
import { type Table, versionedName } from '../table.js';
import { type AlertQueries, type AlertRule, alertOf, alertRuleOf } from './answers.js';
import { alertsProjection } from './evolve.js';
import * as table from './table.js';

export type { Alert, AlertPlace, AlertQueries, AlertRule } from './answers.js';

type Row = { readonly state: Partial<AlertState> };
type RuleRow = { readonly rule_id: string; readonly state: Partial<AlertRuleState> };

const nameIn = (schema: string, { name }: Table): string =>
  `${schema}.${versionedName({ name }, alertsProjection.version)}`;

const shown = ({ state }: Row) => alertOf({ ...initialAlert, ...state });

const readRules = async (db: Knex, schema: string): Promise<ReadonlyArray<AlertRule>> => {
  const rows = await db(nameIn(schema, table.alertRules))
    .whereNotNull('name')
    .orderBy(['name', 'rule_id'])
    .select<Array<RuleRow>>('rule_id', 'state');
  return rows.flatMap(({ rule_id, state }) => alertRuleOf(rule_id, { ...initialAlertRule, ...state }));
};

export const makeAlertQueries = (
  db: Knex,
  {
    schema = 'read',
    progress = ownProgress(db, schema),
  }: { readonly schema?: string; readonly progress?: ReadProgress } = {},
): AlertQueries => {
  const name = nameIn(schema, table.alerts);
  const freshness = () => readFreshness(progress, alertsProjection);
  return {
    list: async ({ accountIds, status, ruleId }, { limit, after }) => {
      const fresh = await freshness();
      const query = db(name).whereNotNull('opened_at').orderBy('opened_at', 'desc').orderBy('alert_id').limit(limit);
      if (accountIds !== undefined) query.whereRaw('account_id = any(?)', [[...accountIds]]);
      if (status !== undefined) query.where({ status });
      if (ruleId !== undefined) query.where('rule_id', ruleId);
      if (after !== undefined) {
        const { openedAt, alertId } = after;
        query.whereRaw('(opened_at < ? or (opened_at = ? and alert_id > ?))', [openedAt, openedAt, alertId]);
      }
      const rows: ReadonlyArray<Row> = await query.select('state');
      return { items: rows.flatMap(shown), freshness: fresh };
    },
    find: async (alertId) => {
      const fresh = await freshness();
      const rows: ReadonlyArray<Row> = await db(name).where('alert_id', alertId).select('state');
      return { alert: rows.flatMap(shown)[0], freshness: fresh };
    },
    rules: async () => {
      const fresh = await freshness();
      return { items: await readRules(db, schema), freshness: fresh };
    },
  };
};

export const makeRulesInUse =
  (db: Knex, schema = 'read'): RulesInUse =>
  async () =>
    (await readRules(db, schema)).flatMap(({ ruleId, savedAt, paused, ...definition }) =>
      paused ? [] : [{ ...definition, ruleId: ruleId as AlertRuleId, savedAt: savedAt as Timestamp }],
    );

export const makeDueAlerts =
  (db: Knex, schema = 'read'): DueAlerts =>
  async (by) => {
    const rows = await db(nameIn(schema, table.alerts))
      .where('due_at', '<=', by)
      .orderBy(['due_at', 'alert_id'])
      .select('alert_id');
    return rows.map((row) => row.alert_id as AlertId);
  };

export const makeHeldConditions =
  (db: Knex, schema = 'read'): HeldConditions =>
  async (accountIds) => {
    const rows = await db(nameIn(schema, table.alerts))
      .where('holds', true)
      .whereRaw('account_id = any(?)', [[...accountIds]])
      .select('rule_id', 'account_id');
    return rows.map((row) => ({ ruleId: row.rule_id as AlertRuleId, accountId: row.account_id as AccountId }));
  };
