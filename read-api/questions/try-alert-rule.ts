import { isWatched, seenAnomaly } from '../../application/alerts/anomaly-watch.js';
import { cameAbout } from '../../application/alerts/came-about.js';
import type { ConditionWatch } from '../../application/alerts/conditions.js';
import { chunksOf } from '../../application/chunks-of.js';
import type { AlertRuleDefinition, Watched, WatchOf } from '../../domain/alert-rule/events.js';
import { defaultPolicy } from '../../domain/health/default-policy.js';
import type { AccountId } from '../../domain/ids.js';
import { addDays, type CalendarDate, dayOf } from '../../domain/primitives.js';
import type { Rule } from '../../domain/segment/rule.js';
import type { AnomalyPlace } from '../../projections/anomalies/queries.js';
import type { AccountOnDay } from '../../projections/segments/queries.js';
import type { TriedAlertRule } from '../answers/alerts.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';
import { evaluateRule } from './evaluate-rule.js';
import { older } from './older.js';

type Deps = Pick<ReadSide, 'segments' | 'anomalies' | 'watchedSeries' | 'freshnessOf' | 'clock'>;
type Days = { readonly from: CalendarDate; readonly to: CalendarDate };
type Raised = { readonly raised: TriedAlertRule['sample']; readonly freshness: Freshness };

const DAYS = 30;
const SHOWN = 20;
const ANOMALIES_AT_ONCE = 1_000;
const ACCOUNTS_AT_ONCE = 100;

const attributes = ['segment', 'industry', 'plan', 'region'] as const;

const segmentOf = (watched: Watched): Rule => ({
  and: attributes.flatMap((field) => {
    const value = watched[field];
    return value === undefined ? [] : [{ field, op: '=' as const, value }];
  }),
});

const onAnomalies = async (
  { anomalies }: Deps,
  watch: WatchOf<'anomaly'>,
  accountIds: ReadonlyArray<string> | undefined,
  { from, to }: Days,
): Promise<Raised> => {
  const filter = { from, to: addDays(to, 1), ...(accountIds === undefined ? {} : { accountIds }) };
  const raised: Array<TriedAlertRule['sample'][number]> = [];
  let after: AnomalyPlace | undefined;
  for (;;) {
    const page = { limit: ANOMALIES_AT_ONCE, ...(after === undefined ? {} : { after }) };
    const { items, freshness } = await anomalies.list(filter, page);
    for (const found of items) {
      if (isWatched(watch, found)) raised.push({ accountId: found.accountId, seen: seenAnomaly(found) });
    }
    after = items.at(-1);
    if (items.length < ANOMALIES_AT_ONCE) return { raised, freshness };
  }
};

/** Scores are there every day; of what happens nothing may have been said for long. */
const lookBackOf = (watch: ConditionWatch): number => {
  if (watch.what === 'metric') return 400;
  return watch.what === 'health-fall' ? watch.days + 1 : 35;
};

const onConditions = async (
  { watchedSeries, freshnessOf }: Deps,
  watch: ConditionWatch,
  accounts: ReadonlyArray<AccountOnDay>,
  days: Days,
): Promise<Raised> => {
  const freshness = await freshnessOf('trends');
  const span = { from: addDays(days.from, -lookBackOf(watch)), to: addDays(days.to, 1) };
  const metrics = [watch.what === 'metric' ? watch.metric : 'health'];
  const raised: Array<TriedAlertRule['sample'][number]> = [];
  for (const some of chunksOf(accounts, ACCOUNTS_AT_ONCE)) {
    const accountIds = some.map(({ accountId }) => accountId as AccountId);
    for (const [accountId, series] of await watchedSeries({ accountIds, metrics, ...span })) {
      raised.push(...cameAbout(watch, defaultPolicy, series, days).map((seen) => ({ accountId, seen })));
    }
  }
  return { raised: raised.sort((a, b) => b.seen.day.localeCompare(a.seen.day)), freshness };
};

/** What a rule would have alerted in the last days, of the accounts that it would watch today, before it is saved. */
export const tryAlertRule =
  (deps: Deps) =>
  ({ watch, accounts }: AlertRuleDefinition): Answer<TriedAlertRule> =>
    queried(async () => {
      const to = dayOf(deps.clock());
      const days = { from: addDays(to, 1 - DAYS), to };
      const { matching, freshness: ofAccounts } = await evaluateRule(deps, segmentOf(accounts), { day: to });
      const members = Object.keys(accounts).length === 0 ? undefined : matching.flatMap((account) => account.members);
      const { raised, freshness } =
        watch.what === 'anomaly'
          ? await onAnomalies(deps, watch, members, days)
          : await onConditions(deps, watch, matching, days);
      return {
        ...{ ...days, accounts: matching.length, count: raised.length, sample: raised.slice(0, SHOWN) },
        freshness: older(freshness, ofAccounts),
      };
    });
