import type { AlertCommand } from '../../domain/alert/commands.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate, type NonEmptyString, type Timestamp } from '../../domain/primitives.js';
import type { AccountOrBook } from '../../domain/whole-book.js';
import { chunksOf } from '../chunks-of.js';
import type { AccountFacts, ReadAccountFacts } from '../ports/account-facts.js';
import type { RuleInUse } from '../ports/alert-rules.js';
import type { HeldConditions } from '../ports/open-alerts.js';
import type { WatchedSeries } from '../ports/watched-series.js';
import { alertIdOf, alertsOf } from './alert-ids.js';
import { type Bands, type ConditionWatch, type Judged, judge } from './conditions.js';
import { covers } from './covers.js';

export type ConditionRule = RuleInUse & { readonly watch: ConditionWatch };

type Deps = {
  readonly accountFacts: ReadAccountFacts;
  readonly watchedSeries: WatchedSeries;
  readonly heldConditions: HeldConditions;
  readonly policy: Bands;
};

/** How far back it is looked for when a condition came about. */
const HISTORY_DAYS = 400;
const ACCOUNTS_AT_ONCE = 500;

const metricsOf = (rules: ReadonlyArray<ConditionRule>): ReadonlyArray<NonEmptyString> => [
  ...new Set(rules.map(({ watch }) => (watch.what === 'metric' ? watch.metric : ('health' as NonEmptyString)))),
];

const opening = (
  { ruleId, name, savedAt, plan }: ConditionRule,
  accountId: AccountId,
  { seen }: Judged,
  occurredAt: Timestamp,
): AlertCommand => ({
  type: 'OpenAlert',
  data: {
    ...{ occurredAt, ruleId, ruleName: name, ruleSavedAt: savedAt, accountId, seen, plan },
    alertId: alertIdOf(ruleId, accountId, seen.what === 'anomaly' ? seen.anomalyId : seen.day),
  },
});

/** The days of the accounts as they stand by their latest score. */
export type ScoredAccount = { readonly accountId: AccountId; readonly day: CalendarDate };

const standing = (facts: ReadonlyMap<AccountOrBook, AccountFacts>, scored: ReadonlyArray<ScoredAccount>) =>
  scored.flatMap(({ accountId, day }) => {
    const of = facts.get(accountId);
    return of === undefined || of.root !== accountId ? [] : [{ accountId, day, facts: of }];
  });

/** What follows for alerts from how scored accounts stand now: where a condition holds, and where one does not any more. */
export const raiseOnConditions = ({ accountFacts, watchedSeries, heldConditions, policy }: Deps) => {
  const raiseForSome = async (
    rules: ReadonlyArray<ConditionRule>,
    scored: ReadonlyArray<ScoredAccount>,
    now: Timestamp,
  ): Promise<ReadonlyArray<AlertCommand>> => {
    const accountIds = scored.map(({ accountId }) => accountId);
    const accounts = standing(await accountFacts(accountIds), scored);
    const last = accounts.map(({ day }) => day).reduce((a, b) => (b > a ? b : a), '0001-01-01' as CalendarDate);
    const span = { from: addDays(last, -HISTORY_DAYS), to: addDays(last, 1) };
    const series = await watchedSeries({ accountIds, metrics: metricsOf(rules), ...span });
    const held = new Set((await heldConditions(accountIds)).map((each) => alertsOf(each.ruleId, each.accountId)));
    return accounts.flatMap(({ accountId, day, facts }) =>
      rules.flatMap((rule): ReadonlyArray<AlertCommand> => {
        const { savedAt, watch } = rule;
        const of = series.get(accountId) ?? new Map();
        const judged = covers(rule.accounts, facts)
          ? judge(watch, policy, { series: of, from: span.from, day, savedAt })
          : 'not covered';
        const alerts = alertsOf(rule.ruleId, accountId);
        if (judged === undefined) return [];
        if (judged !== 'not covered' && judged.holds) {
          return judged.isNew ? [opening(rule, accountId, judged, now)] : [];
        }
        return held.has(alerts) ? [{ type: 'ClearAlertCondition', data: { alerts, occurredAt: now } }] : [];
      }),
    );
  };
  return async (
    rules: ReadonlyArray<ConditionRule>,
    scored: ReadonlyArray<ScoredAccount>,
    now: Timestamp,
  ): Promise<ReadonlyArray<AlertCommand>> => {
    if (rules.length === 0) return [];
    const commands: Array<AlertCommand> = [];
    for (const some of chunksOf(scored, ACCOUNTS_AT_ONCE)) commands.push(...(await raiseForSome(rules, some, now)));
    return commands;
  };
};
