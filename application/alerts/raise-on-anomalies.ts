import * as E from 'fp-ts/lib/Either.js';
import type { AlertCommand } from '../../domain/alert/commands.js';
import type { WatchOf } from '../../domain/alert-rule/events.js';
import { anomalyAggregate } from '../../domain/anomaly/aggregate.js';
import type { AnomalyEvent } from '../../domain/anomaly/events.js';
import { type AnomalyState, type Detected, statusOf } from '../../domain/anomaly/state.js';
import { anomalyStream } from '../../domain/anomaly/stream.js';
import type { AnomalyId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';
import { inFlight } from '../in-flight.js';
import type { AccountFacts, ReadAccountFacts } from '../ports/account-facts.js';
import type { RuleInUse } from '../ports/alert-rules.js';
import type { EventStore } from '../ports/event-store.js';
import { alertIdOf } from './alert-ids.js';
import { isWatched, seenAnomaly } from './anomaly-watch.js';
import { covers } from './covers.js';

export type AnomalyRule = RuleInUse & { readonly watch: WatchOf<'anomaly'> };

const fits = ({ watch, accounts }: AnomalyRule, found: Detected, facts: AccountFacts): boolean =>
  isWatched(watch, found) && covers(accounts, facts);

const commandFor = (
  { ruleId, name, savedAt, plan }: RuleInUse,
  state: AnomalyState,
  found: Detected,
  { root: accountId }: AccountFacts,
  occurredAt: Timestamp,
): AlertCommand => {
  const alertId = alertIdOf(ruleId, accountId, found.anomalyId);
  if (statusOf(state) === 'resolved') {
    return { type: 'ResolveAlert', data: { alertId, occurredAt, by: 'condition' } };
  }
  return {
    type: 'OpenAlert',
    data: {
      ...{ alertId, occurredAt, ruleId, ruleName: name, ruleSavedAt: savedAt, accountId, plan },
      seen: seenAnomaly(found),
    },
  };
};

type Deps = Pick<EventStore, 'readStream'> & { readonly accountFacts: ReadAccountFacts };

const readAnomalies = async (
  { readStream }: Deps,
  anomalyIds: ReadonlyArray<AnomalyId>,
): Promise<ReadonlyArray<AnomalyState>> => {
  const states: Array<AnomalyState> = [];
  await inFlight(8, anomalyIds, async (anomalyId) => {
    const read = await readStream(anomalyStream(anomalyId))();
    if (E.isLeft(read)) {
      throw read.left._tag === 'UnreadableStream' ? read.left : new Error(`cannot read anomalies: ${read.left._tag}`);
    }
    const { evolve, initialState } = anomalyAggregate;
    states.push(read.right.reduce((state, { event }) => evolve(state, event as AnomalyEvent), initialState));
    return 'go on';
  });
  return states;
};

/** What follows for alerts from anomalies as they stand: each opens one for every rule that it fits, and resolves it once it is resolved. */
export const raiseOnAnomalies =
  (deps: Deps) =>
  async (
    rules: ReadonlyArray<AnomalyRule>,
    anomalyIds: ReadonlyArray<AnomalyId>,
    now: Timestamp,
  ): Promise<ReadonlyArray<AlertCommand>> => {
    if (rules.length === 0 || anomalyIds.length === 0) return [];
    const states = await readAnomalies(deps, anomalyIds);
    const facts = await deps.accountFacts(states.flatMap(({ detected }) => detected?.value.accountId ?? []));
    return states.flatMap((state) => {
      const found = state.detected?.value;
      const of = found && facts.get(found.accountId);
      if (found === undefined || of === undefined) return [];
      return rules.filter((rule) => fits(rule, found, of)).map((rule) => commandFor(rule, state, found, of, now));
    });
  };
