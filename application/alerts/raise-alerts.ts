import * as E from 'fp-ts/lib/Either.js';
import type { AlertCommand } from '../../domain/alert/commands.js';
import type { EventType } from '../../domain/catalogue.js';
import type { AccountId, AnomalyId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';
import type { CommandContext } from '../command-context.js';
import { handleCommands } from '../handle-commands.js';
import type { ReadAccountFacts } from '../ports/account-facts.js';
import type { RuleInUse, RulesInUse } from '../ports/alert-rules.js';
import type { Clock } from '../ports/clock.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.js';
import type { HeldConditions } from '../ports/open-alerts.js';
import type { WatchedSeries } from '../ports/watched-series.js';
import type { Bands } from './conditions.js';
import { type AnomalyRule, raiseOnAnomalies } from './raise-on-anomalies.js';
import { type ConditionRule, raiseOnConditions, type ScoredAccount } from './raise-on-conditions.js';

const handles = ['AnomalyDetected', 'AnomalyResolved', 'HealthScored'] as const satisfies ReadonlyArray<EventType>;

const isAnomalyRule = (rule: RuleInUse): rule is AnomalyRule => rule.watch.what === 'anomaly';
const isConditionRule = (rule: RuleInUse): rule is ConditionRule => rule.watch.what !== 'anomaly';

const anomaliesIn = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<AnomalyId> => [
  ...new Set(
    events.flatMap(({ event }) =>
      event.type === 'AnomalyDetected' || event.type === 'AnomalyResolved' ? [event.data.anomalyId] : [],
    ),
  ),
];

/** Each account with the last of the days that it was scored for. */
const scoredIn = (events: ReadonlyArray<RecordedEvent>): ReadonlyArray<ScoredAccount> => {
  const days = new Map<AccountId, CalendarDate>();
  for (const { event } of events) {
    if (event.type !== 'HealthScored') continue;
    const { accountId, day } = event.data;
    const known = days.get(accountId);
    if (known === undefined || day > known) days.set(accountId, day);
  }
  return [...days].map(([accountId, day]) => ({ accountId, day }));
};

const contextOf = (command: AlertCommand, cause: RecordedEvent): CommandContext => ({
  correlationId: cause.metadata.correlationId,
  causationId: cause.id,
  actor: 'reactor:raise-alerts',
  source: null,
  fact:
    command.type === 'ClearAlertCondition'
      ? ['alerts', command.data.alerts, 'ended', command.data.occurredAt]
      : ['alert', command.data.alertId, command.type],
});

type RaiseDeps = Pick<EventStore, 'readStream' | 'append'> & {
  readonly rulesInUse: RulesInUse;
  readonly accountFacts: ReadAccountFacts;
  readonly watchedSeries: WatchedSeries;
  readonly heldConditions: HeldConditions;
  readonly policy: Bands;
  readonly clock: Clock;
};

/**
 * The reactor that opens alerts and resolves them by the end of what they are about. It judges how things stand, not what
 * an event says: events that come late or twice change nothing. It starts now, so nobody is told of what is long past.
 */
export const raiseAlerts = ({ rulesInUse, clock, ...deps }: RaiseDeps) => {
  const onAnomalies = raiseOnAnomalies(deps);
  const onConditions = raiseOnConditions(deps);
  return {
    name: 'raise-alerts',
    handles,
    startsAt: 'now' as const,
    readsAfter: ['accounts', 'trends', 'alerts'],
    atOnce: 5_000,
    react: async (events: ReadonlyArray<RecordedEvent>): Promise<void> => {
      const cause = events.at(-1);
      const rules = await rulesInUse();
      if (cause === undefined || rules.length === 0) return;
      const now = clock();
      const commands = [
        ...(await onAnomalies(rules.filter(isAnomalyRule), anomaliesIn(events), now)),
        ...(await onConditions(rules.filter(isConditionRule), scoredIn(events), now)),
      ];
      const handled = await handleCommands(deps)(
        commands.map((command) => ({ command, context: contextOf(command, cause) })),
      )();
      if (E.isLeft(handled)) throw new Error(`cannot record alerts: ${handled.left._tag}`);
      const rejected = handled.right.rejected.find(({ reason }) => reason._tag !== 'AlertUnknown')?.reason;
      if (rejected?._tag === 'UnreadableStream') throw rejected;
      if (rejected !== undefined) throw new Error(`an alert was rejected: ${rejected._tag}`);
    },
  };
};
